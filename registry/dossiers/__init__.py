"""Sections of a dossier: one description gives form, freezing, difference and hash."""
