"""What can be done with a mine and its parts."""
