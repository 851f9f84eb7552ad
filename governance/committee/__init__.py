"""The committee: meetings, agenda, votes, minutes."""
