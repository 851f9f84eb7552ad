"""Co-indicators and their thresholds for other systems."""
