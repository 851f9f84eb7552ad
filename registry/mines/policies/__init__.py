"""Who sees and changes which mine."""
