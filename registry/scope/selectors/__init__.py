"""Who holds a role, and which bodies can be named where."""
