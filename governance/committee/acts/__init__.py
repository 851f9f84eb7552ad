"""What can be done with a meeting."""
