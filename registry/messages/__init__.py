"""Notifications, and the outbox from which mail leaves."""
