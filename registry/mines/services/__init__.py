"""Register, revise, transfer and close a mine and its parts."""
