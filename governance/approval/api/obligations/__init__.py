"""Obligations that a decision leaves for other systems."""
