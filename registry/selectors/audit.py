"""Read the audit trail."""

from itertools import pairwise

from django.db.models import Model, QuerySet

from registry import audit_chain
from registry.models import AuditEvent


def trail(obj: Model) -> QuerySet[AuditEvent]:
    """The acts on one object, latest first."""
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-sequence")


def first_break(events: list[AuditEvent]) -> AuditEvent | None:
    """The first act whose hash or link does not hold, oldest first; None when the chain is whole."""
    ordered = sorted(events, key=lambda event: event.sequence)
    for event in ordered:
        if event.hash != audit_chain.digest(event):
            return event
    for before, after in pairwise(ordered):
        if after.previous_hash != before.hash or after.sequence != before.sequence + 1:
            return after
    if ordered and (ordered[0].sequence != 1 or ordered[0].previous_hash):
        return ordered[0]
    return None
