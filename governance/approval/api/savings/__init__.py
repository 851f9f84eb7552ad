"""What joint review saves for other systems."""
