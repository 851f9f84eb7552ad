"""Repeated requests answer once."""
