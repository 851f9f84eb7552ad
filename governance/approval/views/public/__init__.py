"""Pages of what the public sees."""
