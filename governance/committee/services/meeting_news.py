"""What is told of a meeting, and to whom: those invited, and the office that called it."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.committee.models import Meeting
from registry.messages.rules.notification_kinds import Kind
from registry.messages.services.messages import Message
from registry.scope.models import Role, User
from registry.scope.selectors import members


def _invited(meeting: Meeting, **only: Any) -> Iterable[User]:
    return User.objects.filter(attendances__in=meeting.attendances.filter(**only))


def _voting(meeting: Meeting) -> Iterable[User]:
    return _invited(meeting, is_member=True, is_present=True)


def everybody(meeting: Meeting) -> list[User]:
    """Those invited, the heads of every body that is, and the office that called it."""
    bodies = meeting.attendances.filter(is_member=False).values_list("organisation", flat=True)
    heads = members.holding(set(bodies), Role.DEPARTMENT_HEAD)
    return [*_invited(meeting), *heads, *members.holding([meeting.office_id], Role.COMMITTEE_OFFICE)]


def moment(when: dt.datetime) -> str:
    """A time as the messages write it."""
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")


def _params(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": {"zh": meeting.title_zh, "en": meeting.title_en or meeting.title_zh},
        "when": moment(meeting.held_at),
        "place": meeting.place or meeting.link,
    }


def _message(kind: str, words: Kind, to: Callable[[Any], Iterable[User]]) -> Message:
    return Message(f"meetings.{kind}", words, to, _params, lambda meeting: f"/meetings/{meeting.pk}/")


CALLED = _message("called", Kind(_("Invitation to a meeting"), _("%(title)s on %(when)s"), "%(place)s"), _invited)
CHANGED = _message("changed", Kind(_("Agenda changed"), _("The agenda of %(title)s was changed")), _invited)
RESCHEDULED = _message(
    "rescheduled",
    Kind(
        _("Meeting rescheduled"),
        _("%(title)s takes place on %(when)s, no longer on %(was)s"),
        _("%(place)s\n\nReason: %(reason)s"),
    ),
    everybody,
)
CANCELLED = _message(
    "cancelled",
    Kind(_("Meeting cancelled"), _("%(title)s on %(when)s does not take place"), _("Reason: %(reason)s")),
    everybody,
)
OPENED = _message("opened", Kind(_("Meeting opened"), _("%(title)s is open: vote on the agenda")), _voting)
CLOSED = _message("closed", Kind(_("Minutes ready"), _("The minutes of %(title)s are ready")), everybody)
