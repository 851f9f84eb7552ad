"""Turning points and thresholds: where a series or a relation changes, with test and interval."""
