"""Search and terms."""
