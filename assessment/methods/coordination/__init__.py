"""How well subsystems move together: coupling, coordination, classes, and who lags behind."""
