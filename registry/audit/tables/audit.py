"""The list of the audit log."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from registry.audit.models import AuditEvent
from registry.audit.rules import actor_words, audit_verbs
from registry.audit.selectors import audit_values
from registry.web.tables.base import UiTable


class AuditTable(UiTable):
    """One act a row."""

    caption = _("Acts")
    at = tables.DateTimeColumn(verbose_name=_("Time"), orderable=False, format="Y-m-d H:i:s")
    verb = tables.Column(verbose_name=_("Act"), orderable=False)
    actor_text = tables.Column(verbose_name=_("Who"), orderable=False)
    object_text = tables.Column(verbose_name=_("Object"), orderable=False)
    hash = tables.Column(verbose_name=_("Hash"), orderable=False)

    class Meta:
        empty_text = _("No act matches.")

    def render_verb(self, record: AuditEvent) -> str:
        """The act, leading to its page."""
        return format_html(
            '<a href="{}">{}</a>', reverse("registry:audit_detail", args=[record.pk]), audit_verbs.text(record.verb)
        )

    def render_actor_text(self, record: AuditEvent) -> str:
        """The person, with organisation and address under it."""
        under = " · ".join(part for part in (record.organisation_text, record.ip or "") if part)
        return _two_lines(actor_words.shown(record.actor_text), under)

    def render_object_text(self, record: AuditEvent) -> str:
        """The object, with its kind under it."""
        return _two_lines(record.object_text or record.object_id, audit_values.type_label(record.object_type))

    def render_hash(self, value: Any) -> str:
        """Enough of the hash to recognise it."""
        return format_html("<code>{}…{}</code>", value[:4], value[-4:])


def _two_lines(first: str, second: str) -> str:
    if not second:
        return first
    return format_html('{}<br><small class="mg-muted">{}</small>', first, second)
