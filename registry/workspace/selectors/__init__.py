"""Menus, work, search and terms, filled by each room."""
