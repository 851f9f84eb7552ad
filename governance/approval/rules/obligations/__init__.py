"""Pure rules of obligations that a decision leaves."""
