"""The list, a meeting, and the votes that wait."""
