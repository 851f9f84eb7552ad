"""Who keeps whom, and what a password must be."""
