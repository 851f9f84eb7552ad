"""Pure rules of procedures, and the copy that a case froze."""
