"""Working days and statutory clocks."""
