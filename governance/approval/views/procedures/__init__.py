"""Pages of procedures as data, and their drafts."""
