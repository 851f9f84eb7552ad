"""Call, change, open and close a meeting, vote, make the minutes."""
