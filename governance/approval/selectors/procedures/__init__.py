"""Reading procedures as data, and their drafts."""
