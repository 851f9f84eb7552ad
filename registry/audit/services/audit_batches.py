"""Append many acts to the audit trail at once, each on its own object, in the transaction of the acts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from django.db import connection
from django.utils import timezone

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit_chain
from registry.audit.services import audit
from registry.base.rules import request_context
from registry.base.services import copying
from registry.scope.models import User
from registry.scope.models.actors import Actor


@dataclass(frozen=True)
class Act:
    """One act on one object; `is_first` says that the object is new, so it has no chain yet."""

    verb: str
    object_id: int
    object_text: str
    region_code: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    is_first: bool = False


_COLUMNS = [field.column for field in AuditEvent._meta.concrete_fields if field.column and not field.primary_key]


def record_many(object_type: str, acts: Sequence[Act], *, by: Actor) -> None:
    """Append one row per act; no two acts of a call may concern the same object.

    The caller holds the rows of the objects locked, in the order of their keys, or has just made them.
    """
    if not acts:
        return
    last = _last_links(object_type, [act.object_id for act in acts if not act.is_first])
    request, now = request_context.current(), timezone.now()
    shared: dict[str, Any] = {
        "at": now,
        "actor_id": by.pk if isinstance(by, User) else None,
        "actor_text": audit.actor_text(by),
        "role": _role(by),
        "organisation_id": None,
        "organisation_text": "",
        "object_type": object_type,
        "request_id": request.request_id if request else "",
        "ip": request.ip if request else None,
    }
    copying.copy_in(AuditEvent._meta.db_table, _COLUMNS, (_row(act, shared, last) for act in acts))


def _row(act: Act, shared: dict[str, Any], last: dict[str, tuple[int, str]]) -> list[Any]:
    """The values of one act in the order of the columns; a plain object is hashed, a model instance costs too much."""
    sequence, previous = last.get(str(act.object_id), (0, ""))
    event = SimpleNamespace(
        **shared,
        verb=act.verb,
        object_id=str(act.object_id),
        object_text=act.object_text[:300],
        region_code=act.region_code,
        before=audit.plain(act.before),
        after=audit.plain(act.after),
        sequence=sequence + 1,
        previous_hash=previous,
    )
    event.hash = audit_chain.digest(cast(AuditEvent, event))
    return [getattr(event, name) for name in _COLUMNS]


def _role(by: Actor) -> str:
    return ",".join(sorted(by.roles()))[:40] if isinstance(by, User) else "system"


def _last_links(object_type: str, keys: Sequence[int]) -> dict[str, tuple[int, str]]:
    """The last sequence and hash of each object, its chain locked until the transaction ends."""
    if not keys:
        return {}
    texts = sorted(str(key) for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('audit:' || %s || ':' || key, 0)) FROM unnest(%s) AS key",
            [object_type, texts],
        )
    rows = (
        AuditEvent.objects.filter(object_type=object_type, object_id__in=texts)
        .order_by("object_id", "-sequence")
        .distinct("object_id")
        .values_list("object_id", "sequence", "hash")
    )
    return {key: (sequence, digest) for key, sequence, digest in rows}
