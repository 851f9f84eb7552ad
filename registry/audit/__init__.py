"""The append-only trail of acts, and its page."""
