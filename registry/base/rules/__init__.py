"""Errors, problems and their words, transitions, money, geometry."""
