"""Procedures as data, and their drafts for other systems."""
