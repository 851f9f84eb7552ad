"""Types by content, names, and why one is refused."""
