"""Writing seats, opinions, rounds and substitutions."""
