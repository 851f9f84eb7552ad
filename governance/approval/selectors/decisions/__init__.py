"""Reading decisions, their letters, delivery and effects."""
