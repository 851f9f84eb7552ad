"""Read the inbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from registry.base.rules import request_context
from registry.messages.models import Notification, NotificationPreference
from registry.messages.rules import notification_kinds
from registry.scope.models import User

#: Counting stops here: nobody reads "1,234 unread" differently from "99+".
MOST_COUNTED = 100


@dataclass(frozen=True)
class Message:
    """One message in the reader's words."""

    pk: int
    title: str
    body: str
    label: str
    created_at: Any
    is_unread: bool
    has_link: bool


def inbox(user: User, *, only_unread: bool = False) -> QuerySet[Notification]:
    """The messages of one person."""
    rows = Notification.objects.filter(recipient=user)
    return rows.filter(read_at__isnull=True) if only_unread else rows


def unread_count(user: User) -> int:
    """How many messages are unread, counted no further than 100."""
    rows = inbox(user, only_unread=True).order_by()[:MOST_COUNTED]
    return request_context.once(f"unread {user.pk}", rows.count)


def worded(rows: Iterable[Notification]) -> list[Message]:
    """The messages in the active language."""
    return [_worded(row) for row in rows]


def latest(user: User, *, limit: int = 5) -> list[Message]:
    """The newest messages."""
    return worded(inbox(user).order_by("-created_at", "-id")[:limit])


def refused_by_email(user: User) -> set[str]:
    """The kinds that the user does not want by e-mail."""
    return set(NotificationPreference.objects.filter(user=user, by_email=False).values_list("kind", flat=True))


def kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind with its label, grouped by the noun before the dot."""
    ordered = sorted(notification_kinds.known())
    grouped = groupby(ordered, key=lambda kind: kind.partition(".")[0])
    return [(noun, [(kind, notification_kinds.label(kind)) for kind in group]) for noun, group in grouped]


def _worded(row: Notification) -> Message:
    title, body = notification_kinds.word(row.kind, row.params)
    return Message(
        pk=row.pk,
        title=title,
        body=body,
        label=notification_kinds.label(row.kind),
        created_at=row.created_at,
        is_unread=row.read_at is None,
        has_link=bool(row.link),
    )
