"""A section as a page."""
