"""Writing checks and gates before a decision."""
