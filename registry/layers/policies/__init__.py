"""Who sees and replaces a layer."""
