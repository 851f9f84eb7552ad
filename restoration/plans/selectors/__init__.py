"""What the restoration plan holds."""
