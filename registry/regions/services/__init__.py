"""Loading the divisions."""
