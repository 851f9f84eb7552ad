"""Pure rules of what joint review saves."""
