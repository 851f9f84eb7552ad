"""What somebody wants to be told."""
