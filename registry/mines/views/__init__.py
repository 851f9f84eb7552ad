"""The pages of a mine, the map, and the import."""
