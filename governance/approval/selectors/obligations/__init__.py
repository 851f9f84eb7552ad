"""Reading obligations that a decision leaves."""
