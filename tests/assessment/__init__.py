"""The pure methods against published tables, and what must hold for any input."""
