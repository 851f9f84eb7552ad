"""Columns of the list."""
