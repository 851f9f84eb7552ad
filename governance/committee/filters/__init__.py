"""What the list is narrowed by."""
