"""Tests of registry/base."""
