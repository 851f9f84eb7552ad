"""Addresses of the start page, the inbox, the audit log and the working-day calendar."""

from django.urls import URLPattern, path, re_path

from registry.views import audit, calendar_edit, calendars, home, notifications

urlpatterns: list[URLPattern] = [
    path("workspace/", home.home, name="home"),
    path("notifications/", notifications.notification_list, name="notification_list"),
    path("notifications/<int:pk>/", notifications.notification_open, name="notification_open"),
    path("notifications/<int:pk>/read/", notifications.notification_read, name="notification_read"),
    path("notifications/read/", notifications.notification_read_all, name="notification_read_all"),
    path("notifications/preferences/", notifications.notification_preferences, name="notification_preferences"),
    path("audit/", audit.audit_list, name="audit_list"),
    re_path(r"^audit/export\.(?P<kind>csv|xlsx)$", audit.audit_export, name="audit_export"),
    path("audit/<int:pk>/", audit.audit_detail, name="audit_detail"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/edit/", calendar_edit.calendar_edit, name="calendar_edit"),
]
