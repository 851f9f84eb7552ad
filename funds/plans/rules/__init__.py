"""Costs, computed."""
