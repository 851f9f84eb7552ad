"""Pages of what joint review saves."""
