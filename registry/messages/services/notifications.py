"""Tell people: rows in the transaction of the act, sent by a sweep after it is committed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from registry.audit.services import audit
from registry.base.rules.errors import Incomplete, OutOfScope
from registry.base.services import units
from registry.messages.models import Notification, NotificationPreference, OutboxMessage
from registry.messages.rules import notification_kinds
from registry.scope.models import User


@units.unit()
def notify(recipients: Iterable[User], kind: str, *, params: Mapping[str, Any], link: str = "") -> list[Notification]:
    """Put one message in each recipient's inbox, and an e-mail in the outbox where it is wanted.

    Recipients are counted once, inactive ones left out. `link` is the path of the page the message is about. Values of
    `params` that exist in both languages come as `notification_kinds.both(...)`.
    """
    people = list({user.pk: user for user in recipients if user.is_active}.values())
    kept, path, now = audit.plain(dict(params)), without_language(link), timezone.now()
    rows = Notification.objects.bulk_create(
        [Notification(recipient=user, kind=kind, params=kept, link=path, created_at=now) for user in people]
    )
    refused = set(
        NotificationPreference.objects.filter(user__in=people, kind=kind, by_email=False).values_list(
            "user_id", flat=True
        )
    )
    OutboxMessage.objects.bulk_create(
        [_email(row) for row in rows if row.recipient.email and row.recipient_id not in refused]
    )
    return rows


def without_language(link: str) -> str:
    """`link` without its language prefix, so that it opens in the reader's language; "" for anything but a path."""
    if not link.startswith("/") or link.startswith("//"):
        return ""
    for code, _name in settings.LANGUAGES:
        if link.startswith(f"/{code}/"):
            return link[len(code) + 1 :][:300]
    return link[:300]


def link_for(row: Notification, language: str) -> str:
    """The path of the page the message is about, in a language; "" when it has none."""
    if not row.link:
        return ""
    return row.link if row.link.startswith("/api/") else f"/{language}{row.link}"


@transaction.atomic
def mark_read(pk: int, *, by: User) -> Notification:
    """Mark one message of `by` as read and return it."""
    row = Notification.objects.select_for_update(no_key=True).filter(recipient=by, pk=pk).first()
    if row is None:
        raise OutOfScope
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(*, by: User, until: dt.datetime | None = None) -> int:
    """Mark the unread messages of `by` as read, at most those that had arrived by `until`; return how many."""
    rows = Notification.objects.filter(recipient=by, read_at__isnull=True)
    if until is not None:
        rows = rows.filter(created_at__lte=until)
    return rows.update(read_at=timezone.now())


@transaction.atomic
def set_preferences(by_email: Mapping[str, bool], *, by: User) -> None:
    """Keep the choice of `by` for each kind given; a kind that is not known is refused."""
    unknown = sorted(by_email.keys() - notification_kinds.known().keys())
    if unknown:
        raise Incomplete({"kinds": [", ".join(unknown)]})
    NotificationPreference.objects.bulk_create(
        [NotificationPreference(user=by, kind=kind, by_email=wanted) for kind, wanted in sorted(by_email.items())],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["by_email"],
    )


def _email(row: Notification) -> OutboxMessage:
    """The e-mail of a message, worded in the recipient's language."""
    user = row.recipient
    with translation.override(user.language):
        title, body = notification_kinds.word(row.kind, row.params)
    path = link_for(row, user.language)
    address = f"{settings.PUBLIC_BASE_URL.rstrip('/')}{path}" if path else ""
    return OutboxMessage(
        recipient=user.email,
        subject=" ".join(title.split())[:300],
        body="\n\n".join(part for part in (title, body, address) if part),
        notification=row,
    )
