"""What is read of a case, by noun."""
