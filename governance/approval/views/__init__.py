"""Pages of approval, by noun."""
