"""Reading the work queue."""
