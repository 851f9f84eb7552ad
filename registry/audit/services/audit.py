"""Write the audit trail: one row per act, in the transaction of the act."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone, translation

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit_chain
from registry.base.rules import request_context
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor


def plain(value: Any) -> Any:
    """`value` in a form that JSON can keep and a reader can compare."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def record(
    verb: str,
    obj: Model,
    *,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    organisation: Organisation | None = None,
    role: str = "",
    region_code: str = "",
    is_first: bool = False,
) -> AuditEvent:
    """Append one act on `obj` and return its row; `is_first` says that the object was made just now.

    The text of the object is kept in Chinese, the language of record. Raises nothing of its own: it fails with the
    transaction it belongs to.
    """
    kind, key = obj._meta.label_lower, str(obj.pk)
    sequence, previous = (0, "") if is_first else _last_link(kind, key)
    request = request_context.current()
    with translation.override("zh-hans"):
        event = AuditEvent(
            at=timezone.now(),
            verb=verb,
            actor=by if isinstance(by, User) else None,
            actor_text=actor_text(by),
            role=role or _role(by, organisation),
            organisation=organisation,
            organisation_text=str(organisation) if organisation else "",
            object_type=kind,
            object_id=key,
            object_text=str(obj)[:300],
            region_code=region_code or getattr(obj, "region_code", ""),
            before=plain(before or {}),
            after=plain(after or {}),
            request_id=request.request_id if request else "",
            ip=request.ip if request else None,
            sequence=sequence + 1,
            previous_hash=previous,
        )
    event.hash = audit_chain.digest(event)
    event.save(force_insert=True)
    return event


def actor_text(by: Actor) -> str:
    """Who acts, as text that stays when the account is gone; at most 160 characters."""
    return (f"{by.full_name} ({by.username})" if isinstance(by, User) else f"system:{by.name}")[:160]


#: Two statements in one round trip: the second sees what was committed while the first waited.
_LAST_LINK = (
    "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)); "
    "SELECT sequence, hash FROM registry_auditevent WHERE object_type = %s AND object_id = %s "
    "ORDER BY sequence DESC LIMIT 1"
)


def _last_link(kind: str, key: str) -> tuple[int, str]:
    """The place and the hash of the last act on an object, whose trail is locked till the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_LINK, [f"audit:{kind}:{key}", kind, key])
        found: tuple[int, str] | None = cursor.fetchone()
    return found or (0, "")


def _role(by: Actor, organisation: Organisation | None) -> str:
    if not isinstance(by, User):
        return "system"
    held = sorted({g.role for g in by.grants() if organisation is None or g.organisation_id == organisation.pk})
    return ",".join(held)[:40]
