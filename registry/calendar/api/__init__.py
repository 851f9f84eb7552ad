"""The calendar, and the end of a period."""
