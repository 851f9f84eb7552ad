"""Reading conflicts between departments."""
