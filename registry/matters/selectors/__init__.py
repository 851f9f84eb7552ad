"""The kinds of matters, and what is read of any of them."""
