"""Recording one act, or many at once."""
