"""The words of the registry's plumbing in the audit trail."""

from django.utils.translation import gettext_lazy as _

from registry import audit_verbs


def register() -> None:
    """Register verbs; called once at start-up."""
    audit_verbs.register({"calendar.published": _("Published the working-day calendar")})
