"""The base form, its fields and their look."""
