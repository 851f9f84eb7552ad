"""Pure rules of conflicts between departments."""
