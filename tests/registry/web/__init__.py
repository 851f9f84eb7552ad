"""Tests of registry/web."""
