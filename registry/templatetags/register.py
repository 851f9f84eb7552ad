"""Filters of the register's pages."""

from django import template
from django.utils.translation import gettext as _

from registry.models import ImportRun

register = template.Library()

_RIGHT = {"registered": "ok", "valid": "ok", "suspended": "warn", "transferred": "info", "revoked": "bad"}
_RUN = {"waiting": "wait", "running": "info", "done": "ok", "failed": "bad"}


@register.filter
def right_tone(status: str) -> str:
    """The tone of a right's or licence's status."""
    return _RIGHT.get(status, "muted")


@register.filter
def run_tone(state: str) -> str:
    """The tone of an import run's state."""
    return _RUN.get(state, "muted")


@register.filter
def rows_note(run: ImportRun) -> str:
    """How far a run has come."""
    return _("%(read)d of %(total)d rows") % {"read": run.rows_read, "total": run.rows_total or 0}
