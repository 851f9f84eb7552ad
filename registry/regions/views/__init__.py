"""What a map of divisions needs."""
