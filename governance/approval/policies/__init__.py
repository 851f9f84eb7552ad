"""Who may do what, and the literal tables of states."""
