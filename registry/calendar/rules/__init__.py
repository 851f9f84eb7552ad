"""Working days, clocks and their events, and what a changed calendar moves."""
