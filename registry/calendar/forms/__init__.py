"""Editing a year."""
