"""Helpers of a write: validation of fields, copying rows in bulk."""
