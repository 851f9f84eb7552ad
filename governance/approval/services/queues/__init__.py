"""Writing the work queue."""
