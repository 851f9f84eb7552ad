"""The calendar and its editor."""
