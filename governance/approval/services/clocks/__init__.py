"""Writing statutory clocks of case and seat, and their reminders."""
