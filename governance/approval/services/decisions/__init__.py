"""Writing decisions, their letters, delivery and effects."""
