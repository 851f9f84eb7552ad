"""Open, lock and change matters."""
