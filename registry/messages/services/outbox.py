"""Send what waits in the outbox.

Delivery is at least once. A message is claimed with SKIP LOCKED and sent inside its own transaction: a worker killed
before the commit leaves it waiting, and it is sent again under the same Message-ID, by which mail programs know a copy.
"""

import datetime as dt
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from registry.messages.models import OutboxMessage

MAX_ATTEMPTS = 10
FIRST_RETRY = dt.timedelta(minutes=1)
LONGEST_RETRY = dt.timedelta(hours=6)


def sweep(*, limit: int = 200, seconds: float = 45) -> int:
    """Send messages that are due, oldest first, until none is left or the time is up; return how many were sent."""
    until, sent, tried = time.monotonic() + seconds, 0, set[int]()
    connection = get_connection()
    try:
        while len(tried) < limit and time.monotonic() < until:
            row = _send_next(connection, tried)
            if row is None:
                break
            tried.add(row.pk)
            sent += row.state == OutboxMessage.State.SENT
    finally:
        connection.close()
    return sent


@transaction.atomic
def _send_next(connection: BaseEmailBackend, tried: set[int]) -> OutboxMessage | None:
    """Claim one due message and send it; note the failure and when to try again."""
    row = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(state=OutboxMessage.State.WAITING, due_at__lte=timezone.now())
        .exclude(pk__in=tried)
        .order_by("due_at", "id")
        .first()
    )
    if row is None:
        return None
    row.attempts += 1
    try:
        _message(row, connection).send()
    except Exception as error:  # whatever a mail server or backend raises is a failed attempt, kept on the row
        connection.close()
        row.last_error = f"{type(error).__name__}: {error}"[:300]
        row.due_at = timezone.now() + wait_after(row.attempts)
        if row.attempts >= MAX_ATTEMPTS:
            row.state = OutboxMessage.State.FAILED
    else:
        row.state, row.sent_at, row.last_error = OutboxMessage.State.SENT, timezone.now(), ""
    row.save(update_fields=["state", "attempts", "due_at", "sent_at", "last_error"])
    return row


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after this many failed attempts: one minute, doubled each time, at most six hours."""
    return min(FIRST_RETRY * 2 ** min(attempts - 1, 20), LONGEST_RETRY)


def message_id(row: OutboxMessage) -> str:
    """The Message-ID of a row, the same at every attempt."""
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    return f"<outbox-{row.pk}-{int(row.created_at.timestamp())}@{host}>"


def _message(row: OutboxMessage, connection: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        subject=row.subject,
        body=row.body,
        to=[row.recipient],
        connection=connection,
        headers={"Message-ID": message_id(row), "Auto-Submitted": "auto-generated"},
    )
