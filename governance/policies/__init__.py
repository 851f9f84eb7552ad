"""Who may do what with a case, and who sees it."""
