"""Publishing a version."""
