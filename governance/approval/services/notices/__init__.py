"""Writing public notices and comments."""
