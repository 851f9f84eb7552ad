"""How far results depend on choices and values that could have been otherwise."""
