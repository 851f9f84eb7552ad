"""Who may do what, and to which rows: one policy per model answers both."""
