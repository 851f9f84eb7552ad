"""Ecological restoration: plans by zone and year."""
