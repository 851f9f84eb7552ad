"""Tests of registry/files."""
