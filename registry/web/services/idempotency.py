"""Carry out a repeated request once.

The answer is written in the transaction of its effect: either both are there or neither. Refusals (status 400 and
above) changed nothing and are not kept, so the key can be used again.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.base.rules.errors import DomainError
from registry.scope.models import User
from registry.web.models import IdempotencyRecord
from registry.web.rules.problem_details import BadParameter

KEEP = dt.timedelta(hours=48)
HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class KeyInUse(DomainError):
    """A request with this key is being carried out at this moment (409)."""

    status = 409
    code = "idempotency_key_in_use"


class KeyReused(DomainError):
    """The key was used before for another request (422)."""

    status = 422
    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it is kept; `is_replayed` says that nothing was carried out this time."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    is_replayed: bool = False


def replay_or_run(*, user: User, key: str, method: str, path: str, body: bytes, run: Callable[[], Answer]) -> Answer:
    """Return the kept answer of this key, or call `run` and keep what it answers.

    Raises `KeyReused` when the key stands for another request, `KeyInUse` when one with it is under way.
    """
    if not _KEY.fullmatch(key):
        raise BadParameter({HEADER: [_("The key has 1 to 200 printable ASCII characters without spaces.")]})
    digest = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        if not _claim(user, key):
            raise KeyInUse(_("A request with this key is being carried out. Try again in a moment."))
        found = IdempotencyRecord.objects.filter(user=user, key=key).first()
        if found is not None and found.created_at > timezone.now() - KEEP:
            return _replay(found, method, path, digest)
        answer = run()
        if answer.status < 400:
            if found is not None:
                found.delete()
            IdempotencyRecord.objects.create(
                user=user,
                key=key,
                method=method,
                path=path[:500],
                body_hash=digest,
                status=answer.status,
                headers=dict(answer.headers),
                body=answer.body,
            )
        return replace(answer, is_replayed=False)


def _claim(user: User, key: str) -> bool:
    """Take the key for this transaction; False when another transaction holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"idempotency:{user.pk}:{key}"])
        return bool(cursor.fetchone()[0])


def _replay(found: IdempotencyRecord, method: str, path: str, digest: str) -> Answer:
    if (found.method, found.path, found.body_hash) != (method, path[:500], digest):
        raise KeyReused(_("This key was used before for a request with other content."))
    return Answer(status=found.status, body=bytes(found.body), headers=found.headers, is_replayed=True)


def sweep_expired(*, now: dt.datetime | None = None) -> int:
    """Delete answers older than 48 hours; return how many."""
    return IdempotencyRecord.objects.filter(created_at__lt=(now or timezone.now()) - KEEP).delete()[0]
