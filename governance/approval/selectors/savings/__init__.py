"""Reading what joint review saves."""
