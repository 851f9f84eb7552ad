"""Safety: slopes, dumps, tailings ponds and their monitoring."""
