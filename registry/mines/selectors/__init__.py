"""Mines, their map, timeline, panels and imports."""
