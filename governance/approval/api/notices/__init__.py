"""Public notices and comments for other systems."""
