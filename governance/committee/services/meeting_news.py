"""Who hears of a meeting: those invited, and the office that called it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from governance.committee.models import Meeting
from registry.messages.services import notifications
from registry.scope.models import Role, User
from registry.scope.selectors import members


def _invited(meeting: Meeting, **only: Any) -> Iterable[User]:
    return User.objects.filter(attendances__in=meeting.attendances.filter(**only))


def everybody(meeting: Meeting) -> list[User]:
    """Those invited, the heads of every body that is, and the office that called it."""
    bodies = meeting.attendances.filter(is_member=False).values_list("organisation", flat=True)
    heads = members.holding(set(bodies), Role.DEPARTMENT_HEAD)
    return [*_invited(meeting), *heads, *members.holding([meeting.office_id], Role.COMMITTEE_OFFICE)]


def _tell(meeting: Meeting, kind: str, recipients: Iterable[User], **more: Any) -> None:
    params = {
        "title": {"zh": meeting.title_zh, "en": meeting.title_en or meeting.title_zh},
        "when": timezone.localtime(meeting.held_at).strftime("%Y-%m-%d %H:%M"),
        "place": meeting.place or meeting.link,
        **more,
    }
    notifications.notify(recipients, kind, params=params, link=f"/meetings/{meeting.pk}/")


def called(meeting: Meeting) -> None:
    """The members and the heads of the departments are invited."""
    _tell(meeting, "meetings.called", _invited(meeting))


def changed(meeting: Meeting) -> None:
    """The agenda is another one."""
    _tell(meeting, "meetings.changed", _invited(meeting))


def rescheduled(meeting: Meeting, reason: str, *, before: dict[str, str], also: Iterable[User]) -> None:
    """Everybody learns the new time and place and why, whoever was invited before included."""
    was = timezone.localtime(dt.datetime.fromisoformat(before["held_at"])).strftime("%Y-%m-%d %H:%M")
    _tell(meeting, "meetings.rescheduled", [*everybody(meeting), *also], reason=reason, was=was)


def cancelled(meeting: Meeting, reason: str) -> None:
    """Everybody learns that it does not take place and why."""
    _tell(meeting, "meetings.cancelled", everybody(meeting), reason=reason)


def opened(meeting: Meeting) -> None:
    """The members who are present vote."""
    _tell(meeting, "meetings.opened", _invited(meeting, is_member=True, is_present=True))


def closed(meeting: Meeting) -> None:
    """The minutes can be read."""
    _tell(meeting, "meetings.closed", everybody(meeting))
