"""Seats, opinions, rounds and substitutions for other systems."""
