"""Divisions by name, and their outlines."""
