"""Pure rules of co-indicators and their thresholds."""
