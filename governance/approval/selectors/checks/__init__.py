"""Reading checks and gates before a decision."""
