"""Layers, their map and import."""
