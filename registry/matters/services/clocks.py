"""Write the events of statutory clocks; nothing here counts days."""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils import timezone

from registry.matters.models import ClockEvent, Matter
from registry.matters.services import queues
from registry.scope.models import User
from registry.scope.models.actors import Actor

#: What is told of a pause.
TOLD = ("reason", "legal_basis", "pause_reason", "notice", "expected_days", "told_by")


def write(
    matter: Matter,
    clock: str,
    kind: str,
    *,
    by: Actor,
    subject: int = 0,
    at: dt.datetime | None = None,
    is_first: bool = False,
    **details: Any,
) -> ClockEvent:
    """Append one event inside the caller's transaction; the caller holds the lock of the matter.

    An event never lies before the last one of its clock, also when two servers do not agree about the time. `is_first`
    says that there is no event before it.
    """
    person = by if isinstance(by, User) else None
    last = None
    if not is_first:
        before = ClockEvent.objects.filter(matter=matter, clock=clock, subject=subject)
        last = before.aggregate(last=Max("at"))["last"]
    moment = max(filter(None, (at or timezone.now(), last)))
    event = ClockEvent.objects.create(
        matter=matter, clock=clock, kind=kind, subject=subject, at=moment, by=person, **details
    )
    queues.refresh(matter)
    return event


def copy(event: ClockEvent, subject: int) -> ClockEvent:
    """Append the same event to the same clock of another part of the matter."""
    kept = {name: getattr(event, name) for name in (*TOLD, "clock", "kind", "at", "days", "by_id", "matter_id")}
    made = ClockEvent.objects.create(subject=subject, **kept)
    queues.refresh(event.matter)
    return made
