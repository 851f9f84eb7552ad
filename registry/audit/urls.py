"""Addresses of the audit log."""

from django.urls import URLPattern, path, re_path

from registry.audit.views import audit

urlpatterns: list[URLPattern] = [
    path("audit/", audit.audit_list, name="audit_list"),
    re_path(r"^audit/export\.(?P<kind>csv|xlsx)$", audit.audit_export, name="audit_export"),
    path("audit/<int:pk>/", audit.audit_detail, name="audit_detail"),
]
