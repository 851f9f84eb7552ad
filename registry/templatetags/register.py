"""Filters of the register's pages."""

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.mines.models import ImportRun
from registry.mines.selectors.panels import Panel

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


@register.simple_tag(takes_context=True)
def render_panel(context: RequestContext, panel: Panel) -> SafeString:
    """What a room above put on the mine's page, rendered with its own variables."""
    return render_to_string(panel.template, {**panel.context, "panel": panel.context}, request=context.get("request"))
