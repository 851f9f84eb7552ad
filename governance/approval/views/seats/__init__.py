"""Pages of seats, opinions, rounds and substitutions."""
