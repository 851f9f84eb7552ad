"""Pages of co-indicators and their thresholds."""
