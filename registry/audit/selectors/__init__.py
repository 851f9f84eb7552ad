"""Reading and verifying the trail, values as a reader sees them."""
