"""Base views, errors, paging, parsing, the schema and its guide."""
