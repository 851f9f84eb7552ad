"""Start page, search, terms, styleguide, and what every page needs."""
