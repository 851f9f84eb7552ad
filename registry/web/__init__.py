"""What a page and an operation of the API are made of."""
