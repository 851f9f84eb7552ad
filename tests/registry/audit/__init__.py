"""Tests of registry/audit."""
