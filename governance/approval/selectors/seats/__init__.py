"""Reading seats, opinions, rounds and substitutions."""
