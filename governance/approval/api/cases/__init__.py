"""The case itself: application, intake, links, succession for other systems."""
