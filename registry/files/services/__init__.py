"""Taking, scanning, redrawing and removing files."""
