"""Reading features of a GeoJSON file."""
