"""Accounts, organisations, signing in, tokens."""
