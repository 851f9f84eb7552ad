"""Tests of registry/calendar."""
