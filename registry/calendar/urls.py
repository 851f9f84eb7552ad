"""Addresses of the working-day calendar."""

from django.urls import URLPattern, path

from registry.calendar.views import calendar_edit, calendars

urlpatterns: list[URLPattern] = [
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/edit/", calendar_edit.calendar_edit, name="calendar_edit"),
]
