"""Order alternatives, and say what stands between a unit and its best."""
