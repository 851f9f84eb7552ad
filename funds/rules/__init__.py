"""Pure functions of the funds room."""
