"""Counting votes, and who stands aside."""
