"""Tests of registry/layers."""
