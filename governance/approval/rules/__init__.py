"""Pure rules of approval, by noun."""
