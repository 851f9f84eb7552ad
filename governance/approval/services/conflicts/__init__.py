"""Writing conflicts between departments."""
