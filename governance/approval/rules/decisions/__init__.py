"""Pure rules of decisions, their letters, delivery and effects."""
