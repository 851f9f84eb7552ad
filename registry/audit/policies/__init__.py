"""Who reads the trail."""
