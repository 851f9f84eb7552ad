"""The work queue for other systems."""
