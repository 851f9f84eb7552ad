"""Registering and changing a mine and its parts."""
