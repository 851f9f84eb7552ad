"""Writing procedures as data, and their drafts."""
