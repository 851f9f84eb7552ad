"""Keeping people and bodies: accounts, roles, signing in, tokens."""
