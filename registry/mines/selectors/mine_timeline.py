"""What happened to a mine, newest first."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.models import AuditEvent
from registry.audit.rules import actor_words, audit_verbs
from registry.audit.selectors import audit
from registry.mines.models import Mine
from registry.mines.selectors import mines, panels
from registry.mines.selectors.panels import TimelineEntry
from registry.scope.models import User

#: How many acts the timeline goes back; the audit tab has all.
ACTS = 60
_TONES = {"suspended": "warn", "closed": "muted", "resumed": "ok", "registered": "ok", "imported": "ok"}


def entries(mine: Mine, user: User) -> list[TimelineEntry]:
    """Acts on the mine, dates of its rights and licences, and what the rooms above add."""
    found = [
        *(_act(event) for event in audit.trail(mine)[:ACTS]),
        *_dates(mine),
        *panels.timeline(mine, user),
    ]
    return sorted(found, key=lambda entry: entry.when, reverse=True)


def _act(event: AuditEvent) -> TimelineEntry:
    reason = event.after.get("reason", "") if isinstance(event.after, dict) else ""
    return TimelineEntry(
        when=event.at,
        title=audit_verbs.text(event.verb),
        detail=str(reason),
        by=event.organisation_text or actor_words.shown(event.actor_text),
        tone=_TONES.get(event.verb.split(".")[-1], "info"),
        code=event.hash[:8],
    )


def _dates(mine: Mine) -> Iterator[TimelineEntry]:
    for right in mines.rights(mine):
        yield TimelineEntry(_noon(right.registered_on), _("Mining right registered"), right.number, icon="scroll-text")
        if right.expires_on:
            yield TimelineEntry(
                _noon(right.expires_on), _("Mining right expires"), right.number, tone="wait", icon="scroll-text"
            )
        for licence in right.licences.all():
            yield TimelineEntry(
                _noon(licence.issued_on), _("Mining licence issued"), licence.number, icon="badge-check"
            )
            yield TimelineEntry(
                _noon(licence.valid_to), _("Mining licence ends"), licence.number, tone="wait", icon="badge-check"
            )
    for holder in mines.holders(mine):
        yield TimelineEntry(
            _noon(holder.valid_from), _("Holder"), str(holder.organisation), holder.reason, icon="building-2"
        )


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
