"""What the public sees for other systems."""
