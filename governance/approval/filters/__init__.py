"""What the lists are narrowed by."""
