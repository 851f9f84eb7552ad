"""A section as a form."""
