"""Remind of obligations: before they are due, and once when the day is over.

What was sent stands in the audit trail of the obligation, one row for each step and due date, so a sweep that runs
twice sends nothing twice.
"""

import datetime as dt

from django.utils import timezone

from registry.audit.models import AuditEvent
from registry.audit.services import audit
from registry.base.services import units
from registry.matters.models import Obligation
from registry.matters.services import obligation_news
from registry.scope.rules.grants import System

REMINDER = System("obligations")
VERB = "obligations.remind"
#: Calendar days before the due date, farthest first.
STEPS = (30, 7)
OVERDUE = "overdue"


def step_of(due_on: dt.date, today: dt.date) -> str:
    """The reminder that is due today: the nearest step that was reached, nothing when the day is far."""
    left = (due_on - today).days
    if left < 0:
        return OVERDUE
    reached = [days for days in STEPS if left <= days]
    return str(min(reached)) if reached else ""


def send_due(limit: int = 200) -> int:
    """Send what is due and was not sent yet; returns how many."""
    today = timezone.localdate()
    rows = Obligation.objects.filter(state=Obligation.State.OPEN, due_on__lte=today + dt.timedelta(days=STEPS[0]))
    due = {pk: (step_of(day, today), day) for pk, day in rows.order_by("due_on", "pk").values_list("pk", "due_on")}
    known = _sent(list(due))
    waiting = [pk for pk, (step, day) in due.items() if (str(pk), step, day.isoformat()) not in known]
    return sum(remind(pk) for pk in waiting[:limit])


@units.unit()
def remind(obligation_id: int) -> bool:
    """Send the reminder that is due on one obligation, unless it was sent or somebody holds the row."""
    rows = Obligation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    row = rows.select_related("mine", "verifier").filter(pk=obligation_id, state=Obligation.State.OPEN).first()
    step = step_of(row.due_on, timezone.localdate()) if row else ""
    if row is None or not step or (str(row.pk), step, row.due_on.isoformat()) in _sent([row.pk]):
        return False
    audit.record(VERB, row, by=REMINDER, after={"step": step, "due_on": row.due_on})
    if step == OVERDUE:
        obligation_news.overdue(row)
    else:
        obligation_news.due(row, (row.due_on - timezone.localdate()).days)
    return True


def _sent(keys: list[int]) -> set[tuple[str, str, str]]:
    """The reminders that were sent, as obligation, step and due date."""
    events = AuditEvent.objects.filter(
        object_type=Obligation._meta.label_lower, object_id__in=[str(key) for key in keys], verb=VERB
    )
    return {
        (key, after.get("step", ""), after.get("due_on", "")) for key, after in events.values_list("object_id", "after")
    }
