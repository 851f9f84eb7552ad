"""Joint approval for other systems."""
