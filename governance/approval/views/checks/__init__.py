"""Pages of checks and gates before a decision."""
