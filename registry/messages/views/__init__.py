"""The inbox and its preferences."""
