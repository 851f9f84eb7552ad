"""Writing co-indicators and their thresholds."""
