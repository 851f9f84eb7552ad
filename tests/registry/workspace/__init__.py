"""Tests of registry/workspace."""
