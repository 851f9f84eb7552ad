"""The list and one act."""
