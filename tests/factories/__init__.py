"""One factory per business state, named after the noun."""
