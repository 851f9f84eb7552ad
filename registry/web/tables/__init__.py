"""The base of every table."""
