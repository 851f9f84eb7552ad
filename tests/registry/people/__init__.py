"""Tests of registry/people."""
