"""Pure functions of governance: no Django, no database."""
