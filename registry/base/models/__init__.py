"""Abstract models and querysets that every table may use."""
