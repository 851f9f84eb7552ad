"""Who writes it."""
