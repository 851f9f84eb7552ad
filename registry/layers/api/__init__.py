"""Layers and their imports."""
