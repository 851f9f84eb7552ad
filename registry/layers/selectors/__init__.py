"""Layers in force and what is near."""
