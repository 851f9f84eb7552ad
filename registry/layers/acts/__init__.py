"""What can be done with a map layer."""
