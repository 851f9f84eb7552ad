"""Tests of registry/regions."""
