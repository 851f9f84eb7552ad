"""Versions of the calendar and their days."""

from registry.calendar.models.calendars import CalendarDay, CalendarVersion

__all__ = ["CalendarDay", "CalendarVersion"]
