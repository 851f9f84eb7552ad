"""What the safety plan holds."""
