"""Who may do what on a matter, which its kind says."""
