"""What the acceptance report holds."""
