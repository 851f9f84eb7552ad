"""Calling and changing a meeting, and voting."""
