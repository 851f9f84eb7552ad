"""Pages of conflicts between departments."""
