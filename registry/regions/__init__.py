"""Administrative divisions: loaded, found, drawn."""
