"""What the home page shows a person."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars
from registry.messages.selectors import notifications
from registry.mines.models import Mine
from registry.mines.policies import mines
from registry.scope.models import Role, User
from registry.workspace.selectors import worklist
from registry.workspace.selectors.worklist import Counter, Waiting

#: Mines are counted no further: nobody needs the exact number here.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Today:
    """The day, and whether the calendar calls it a working day (None: not announced)."""

    day: dt.date
    is_working: bool | None
    version: str


@dataclass(frozen=True)
class Guide:
    """What a person with nothing to do may want: words and a first step for the role."""

    title: str
    text: str
    url: str = ""
    action: str = ""


def today(day: dt.date) -> Today:
    """Whether `day` is a working day."""
    table = calendars.table()
    try:
        return Today(day, table.is_working(day), table.version)
    except NotYetAnnounced:
        return Today(day, None, table.version)


def counters(user: User, waiting: Waiting, unread: int) -> list[Counter]:
    """The figures at the top: own work first, then what the rooms add."""
    overdue = sum(item.level == "bad" for item in waiting.items)
    soon = sum(item.level == "warn" for item in waiting.items)
    found = [
        Counter(
            _("Waiting for me"), waiting.total, "inbox", note=_late_note(overdue, soon), tone="warn" if overdue else ""
        ),
        Counter(
            _("Unread messages"),
            f"{notifications.MOST_COUNTED - 1}+" if unread >= notifications.MOST_COUNTED else unread,
            "bell",
            url=reverse("registry:notification_list"),
        ),
    ]
    rows = mines.policy.scope(user)
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    if count:
        shown = f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
        found.append(Counter(_("Mines in my scope"), shown, "pickaxe", url=_address("registry:mine_list")))
    return [*found, *worklist.counters(user)]


def recent_mines(user: User, *, limit: int = 5) -> list[Mine]:
    """The mines in scope that changed last."""
    rows = mines.policy.scope(user).select_related("region").defer("boundary")
    return list(rows.order_by("-updated_at", "-pk")[:limit])


def guide(user: User) -> Guide:
    """What to say when nothing waits, by the first role that fits."""
    roles = user.roles()
    for role, make in _GUIDES:
        if role in roles:
            return make()
    return Guide(_("Nothing waits for you"), _("Work that needs you appears here, the most urgent first."))


def _late_note(overdue: int, soon: int) -> str:
    parts = []
    if overdue:
        parts.append(_("%(n)s overdue") % {"n": overdue})
    if soon:
        parts.append(_("%(n)s due soon") % {"n": soon})
    return " · ".join(parts)


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _applicant() -> Guide:
    return Guide(
        _("Nothing waits for you"),
        _("Start an application from the page of your mine; questions of the departments appear here."),
        _address("registry:mine_list"),
        _("My mines"),
    )


def _administrator() -> Guide:
    return Guide(
        _("Nothing waits for you"),
        _("You keep people, organisations and the working-day calendar. You take no part in cases."),
        _address("registry:user_list"),
        _("Users"),
    )


def _auditor() -> Guide:
    return Guide(
        _("Nothing waits for you"),
        _("You read what everybody did. You change nothing."),
        _address("registry:audit_list"),
        _("Audit log"),
    )


def _security_officer() -> Guide:
    return Guide(
        _("Nothing waits for you"),
        _("You give and end roles, disable accounts and watch sign-ins. You take no part in cases."),
        _address("registry:sign_in_log"),
        _("Sign-in log"),
    )


_GUIDES = (
    (Role.APPLICANT, _applicant),
    (Role.COMPANY_MANAGER, _applicant),
    (Role.ADMINISTRATOR, _administrator),
    (Role.AUDITOR, _auditor),
    (Role.SECURITY_OFFICER, _security_officer),
)
