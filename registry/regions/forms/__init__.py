"""Choosing a division."""
