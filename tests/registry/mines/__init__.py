"""Tests of registry/mines."""
