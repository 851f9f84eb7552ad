"""Pages of the work queue."""
