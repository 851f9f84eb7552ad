"""Who sits, chairs and votes, and the states of a meeting."""
