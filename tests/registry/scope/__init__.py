"""Tests of registry/scope."""
