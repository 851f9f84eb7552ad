"""Reading co-indicators and their thresholds."""
