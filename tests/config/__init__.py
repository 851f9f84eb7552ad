"""Health, logging and launcher."""
