"""The section as a form."""
