"""What the work queue shows on the home page."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.approval.models import Case
from registry.matters.models import QueueEntry
from registry.matters.policies.parties import COMPANY, OFFICIAL
from registry.matters.selectors import queues
from registry.scope.models import User
from registry.scope.policies.base import grants_with
from registry.workspace.selectors import worklist

URGENCY = {"late": "bad", "soon": "warn", "paused": "muted", "calm": "info", "done": "muted"}


def waiting(user: User) -> list[worklist.WorkItem]:
    """The tasks that the user himself can do now, the most urgent first."""
    rows = list(_open(user).order_by(*queues.URGENCY)[: worklist.LIMIT])
    queues.read(rows)
    return [_item(entry) for entry in rows]


def waiting_count(user: User) -> int:
    """How many tasks wait for the user, beyond those that the list shows."""
    return _open(user).count()


def _open(user: User) -> QuerySet[QueueEntry]:
    """The user's own tasks in open cases; deliveries come with their own provider."""
    rows = queues.mine(user).exclude(kind=Case.KIND, state__in=Case.ENDED)
    return rows.select_related(None).select_related("matter__mine")


def counters(user: User) -> list[worklist.Counter]:
    """What is overdue and what is stopped among the cases that the user may see; nothing for people without any."""
    if not grants_with(user, *OFFICIAL, *COMPANY):
        return []
    late, paused = (queues.capped(queues.of_tab(user, tab)) for tab in (queues.OVERDUE, queues.PAUSED))
    return [
        worklist.Counter(
            gettext_lazy("Overdue in the queue"),
            late,
            "clock-alert",
            address(queues.OVERDUE),
            tone="warn" if late != "0" else "",
        ),
        worklist.Counter(gettext_lazy("Stopped clocks"), paused, "circle-pause", address(queues.PAUSED)),
    ]


def address(tab: str) -> str:
    """Where a tab of the queue stands."""
    return f"{reverse('governance:queue')}?{urlencode({'tab': tab})}"


def _item(entry: Any) -> worklist.WorkItem:
    clock = entry.reading
    left = clock.shown.days_left if clock else None
    words = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left} if left is not None else ""
    if clock and clock.level in ("late", "paused"):
        words = _("Overdue") if clock.level == "late" else _("Clock stopped")
    return worklist.WorkItem(
        title=f"{entry.number} {entry.matter.mine.name}",
        link=entry.address,
        kind=entry.state_label,
        detail=entry.task,
        clock=words,
        level=URGENCY[clock.level] if clock else "info",
        icon=entry.icon,
        due=entry.due_on,
        is_simulated=entry.is_simulated,
    )
