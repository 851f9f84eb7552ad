"""Notifications, preferences, and what waits to be sent."""

from registry.messages.models.notifications import Notification, NotificationPreference, OutboxMessage

__all__ = ["Notification", "NotificationPreference", "OutboxMessage"]
