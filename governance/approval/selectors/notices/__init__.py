"""Reading public notices and comments."""
