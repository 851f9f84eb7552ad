"""Who publishes a version."""
