"""Pure rules of checks and gates before a decision."""
