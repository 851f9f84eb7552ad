"""Oneself, organisations, and who calls."""
