"""Writing what joint review saves."""
