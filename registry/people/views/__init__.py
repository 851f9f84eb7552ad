"""Accounts, organisations, profile, and the way in."""
