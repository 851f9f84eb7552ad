"""Who hears of a meeting: those invited, and the office that called it."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from governance.models import Meeting
from registry.models import Role, User
from registry.selectors import members
from registry.services import notifications


def _invited(meeting: Meeting, **only: Any) -> Iterable[User]:
    return User.objects.filter(attendances__in=meeting.attendances.filter(**only))


def _tell(meeting: Meeting, kind: str, recipients: Iterable[User]) -> None:
    params = {
        "title": {"zh": meeting.title_zh, "en": meeting.title_en or meeting.title_zh},
        "when": timezone.localtime(meeting.held_at).strftime("%Y-%m-%d %H:%M"),
        "place": meeting.place,
    }
    notifications.notify(recipients, kind, params=params, link=f"/meetings/{meeting.pk}/")


def called(meeting: Meeting) -> None:
    """The members and the heads of the departments are invited."""
    _tell(meeting, "meetings.called", _invited(meeting))


def changed(meeting: Meeting) -> None:
    """The agenda is another one."""
    _tell(meeting, "meetings.changed", _invited(meeting))


def opened(meeting: Meeting) -> None:
    """The members who are present vote."""
    _tell(meeting, "meetings.opened", _invited(meeting, is_member=True, is_present=True))


def closed(meeting: Meeting) -> None:
    """The minutes can be read."""
    office = members.holding([meeting.office_id], Role.COMMITTEE_OFFICE)
    _tell(meeting, "meetings.closed", [*_invited(meeting), *office])
