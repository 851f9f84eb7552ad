"""Conflicts between departments for other systems."""
