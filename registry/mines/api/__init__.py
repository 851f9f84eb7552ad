"""Mines, their parts and imports."""
