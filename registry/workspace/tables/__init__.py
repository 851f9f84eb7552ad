"""What the search finds of mines and bodies."""
