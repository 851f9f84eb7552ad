"""Decisions, their letters, delivery and effects for other systems."""
