"""Accounts, organisations, the log of sign-ins."""
