"""Pages of obligations that a decision leaves."""
