"""Meetings, their agenda and minutes."""
