"""Grants and roles as plain values."""
