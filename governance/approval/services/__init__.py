"""Every write of approval, by noun."""
