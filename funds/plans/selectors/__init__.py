"""What the funding plan holds."""
