"""Matters as other resources name them."""
