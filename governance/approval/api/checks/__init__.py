"""Checks and gates before a decision for other systems."""
