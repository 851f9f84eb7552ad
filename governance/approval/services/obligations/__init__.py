"""Writing obligations that a decision leaves."""
