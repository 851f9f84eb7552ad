"""Pages of decisions, their letters, delivery and effects."""
