"""Pages of public notices and comments."""
