"""Columns and values of a register, and the words of acts on mines."""
