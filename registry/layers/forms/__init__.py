"""Handing in a layer."""
