"""Read the audit trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Model, QuerySet

from registry.audit.models import AuditEvent
from registry.audit.policies.audit import policy
from registry.audit.rules import actor_words, audit_verbs
from registry.audit.selectors import audit_chain, audit_values
from registry.scope.models import User

#: A panel verifies at most this many of the latest acts; `manage.py verify_audit` verifies all.
PANEL_VERIFIES = 500


@dataclass(frozen=True)
class Panel:
    """The latest acts on one object as the page shows them, and whether their chain holds."""

    entries: list[dict[str, Any]]
    total: int
    is_whole: bool

    @property
    def hidden(self) -> int:
        """How many older acts are not shown."""
        return self.total - len(self.entries)


def visible(user: User) -> QuerySet[AuditEvent]:
    """The acts that the user may read on the audit pages."""
    return policy.scope(user)


def trail(obj: Model) -> QuerySet[AuditEvent]:
    """The acts on one object, latest first."""
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-sequence")


def neighbours(event: AuditEvent, user: User) -> dict[str, int | None]:
    """The keys of the acts before and after on the same object, where the user may read them."""
    chain = visible(user).filter(object_type=event.object_type, object_id=event.object_id).order_by()
    keys = dict(chain.filter(sequence__in=[event.sequence - 1, event.sequence + 1]).values_list("sequence", "pk"))
    return {"earlier": keys.get(event.sequence - 1), "later": keys.get(event.sequence + 1)}


def holds(event: AuditEvent) -> bool:
    """Whether the hash of an act fits its content and the act before it."""
    before = AuditEvent.objects.filter(
        object_type=event.object_type, object_id=event.object_id, sequence=event.sequence - 1
    ).first()
    return _follows(before, event)


def panel(obj: Model, *, limit: int = 8, names_people: bool = True) -> Panel:
    """The acts on one object for its own page; without names of people where the reader should not learn them."""
    events = list(trail(obj)[:PANEL_VERIFIES])
    is_cut = len(events) == PANEL_VERIFIES
    broken = first_break(events, is_cut=is_cut)
    return Panel([entry(event, names_people=names_people) for event in events[:limit]], len(events), broken is None)


def entry(event: AuditEvent, *, names_people: bool = True) -> dict[str, Any]:
    """One act as the timeline component shows it."""
    people = [event.organisation_text, actor_words.shown(event.actor_text) if names_people else ""]
    return {
        "title": audit_verbs.text(event.verb),
        "when": event.at,
        "tone": _tone(event.verb),
        "icon": _icon(event.verb),
        "detail": audit_values.summary(event.object_type, event.before, event.after),
        "by": " · ".join(part for part in people if part),
        "code": f"{event.hash[:4]}…{event.hash[-4:]}",
    }


_TONES = {
    "ok": ("accept", "approve", "countersign", "complete_review", "granted", "support"),
    "bad": ("stop", "refuse", "decline", "disabled", "withdraw", "locked", "deleted"),
    "warn": ("ask_corrections", "return", "pause", "suspend", "ended"),
    "info": ("submit", "give", "propose", "publish", "open", "create", "register", "import"),
}
_ICONS = {"submit": "upload", "publish": "calendar-check", "give": "pen-line", "open": "file-plus-2", "create": "plus"}


def _tone(verb: str) -> str:
    act = verb.rpartition(".")[2]
    return next((tone for tone, words in _TONES.items() if any(word in act for word in words)), "muted")


def _icon(verb: str) -> str:
    act = verb.rpartition(".")[2]
    return next((icon for word, icon in _ICONS.items() if word in act), "")


def first_break(events: list[AuditEvent], *, is_cut: bool = False) -> AuditEvent | None:
    """The first act whose hash or link does not hold, oldest first; None when the chain is whole.

    `is_cut` says that older acts were left out, so the oldest given need not be the first of all.
    """
    ordered = sorted(events, key=lambda event: event.sequence)
    if ordered and not is_cut and (ordered[0].sequence != 1 or ordered[0].previous_hash):
        return ordered[0]
    for event in ordered:
        if event.hash != audit_chain.digest(event):
            return event
    for before, after in pairwise(ordered):
        if after.previous_hash != before.hash or after.sequence != before.sequence + 1:
            return after
    return None


def broken_chains(*, batch: int = 5_000) -> Iterator[tuple[str, str, int]]:
    """Verify every chain; yield object type, key and the sequence of the first act that does not hold."""
    rows = AuditEvent.objects.order_by("object_type", "object_id", "sequence").iterator(chunk_size=batch)
    chain: tuple[str, str] | None = None
    previous: AuditEvent | None = None
    reported = False
    for event in rows:
        if (event.object_type, event.object_id) != chain:
            chain, previous, reported = (event.object_type, event.object_id), None, False
        if not reported and not _follows(previous, event):
            reported = True
            yield (*chain, event.sequence)
        previous = event


def _follows(previous: AuditEvent | None, event: AuditEvent) -> bool:
    expected = (previous.sequence + 1, previous.hash) if previous else (1, "")
    return (event.sequence, event.previous_hash) == expected and event.hash == audit_chain.digest(event)
