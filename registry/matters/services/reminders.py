"""Remind who holds a matter, then his head, then his superior."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from registry.base.services import units
from registry.matters.models import ClockReminder, Matter
from registry.matters.policies.parties import OFFICE
from registry.matters.selectors import kinds
from registry.matters.selectors.holders import Holder
from registry.matters.selectors.kinds import Standing
from registry.matters.services import matters, queues
from registry.scope.models import Organisation, Role, User
from registry.scope.selectors import members

Step = ClockReminder.Step
#: Days after the due date from which the superior is told: a proposal of this platform.
DAYS_TO_SUPERIOR = 3
CHUNK = 200
#: Who is told at each step, in the body that holds the matter; the superior comes on top.
WORKERS = (Role.REVIEWER, Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE)
HEADS = (Role.DEPARTMENT_HEAD, *OFFICE)
ABOVE = (*HEADS, Role.COMMITTEE_MEMBER)


@dataclass(frozen=True)
class Due:
    """A step that is due for a holder."""

    holder: Holder
    step: str
    due_on: dt.date


def sweep() -> int:
    """Send every reminder that is due and was not sent, whatever day was missed; returns how many were sent."""
    keys = list(queues.held().order_by("pk").values_list("pk", flat=True))
    return sum(_remind(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


@units.unit()
def _remind(keys: list[int]) -> int:
    locked = Matter.objects.filter(pk__in=matters.lock_all(keys, skip_locked=True))
    rows = list(locked.select_related("mine").order_by("pk"))
    found = kinds.standings(rows)
    sent = 0
    for matter in rows:
        standing = found[matter.pk]
        for due in [*steps(standing.holders), *forgotten(matter, standing)]:
            sent += _send(matter, due)
    return sent


def steps(holders: Iterable[Holder], today: dt.date | None = None) -> Iterator[Due]:
    """The steps that the holders' clocks have reached today: a running clock only, each step once a due date."""
    today = today or timezone.localdate()
    for holder in holders:
        clock = holder.clock
        if clock is None or clock.shown.due is None or clock.shown.state.value != "running":
            continue
        due, left = clock.shown.due, clock.shown.days_left
        if clock.shown.overdue:
            yield Due(holder, Step.OVERDUE, due)
            if (today - due).days >= DAYS_TO_SUPERIOR:
                yield Due(holder, Step.SUPERIOR, due)
        elif due == today:
            yield Due(holder, Step.DUE, due)
        elif left is not None and left * 4 <= clock.shown.days_allowed:
            yield Due(holder, Step.SOON, due)


def forgotten(matter: Matter, standing: Standing, today: dt.date | None = None) -> Iterator[Due]:
    """The pauses that last longer than was told: who must end them, as the kind says, is reminded once."""
    today = today or timezone.localdate()
    paused = [one for one in standing.clocks if one.pause_until is not None and one.pause_until < today]
    for one in paused:
        keeper = kinds.of(matter.kind).keeper(matter, one, paused)
        if keeper is not None:
            yield Due(keeper, Step.OVERDUE, one.pause_until or today)


def _send(matter: Matter, due: Due) -> int:
    """Write the reminder; 0 when it was sent before."""
    holder = due.holder
    assert holder.clock is not None
    _row, made = ClockReminder.objects.get_or_create(
        matter=matter, subject=holder.clock.subject, clock=holder.clock.clock, step=due.step, due_on=due.due_on
    )
    if made:
        people = _told(matter, holder, due.step)
        kinds.of(matter.kind).remind(matter, due.step, people, str(holder.task), due.due_on.isoformat())
    return int(made)


def _told(matter: Matter, holder: Holder, step: str) -> list[User]:
    """Officer and colleagues first, the head when it is late, superior and responsible body when it stays late."""
    body = holder.organisation
    if step in (Step.SOON, Step.DUE):
        return [holder.officer] if holder.officer else list(members.holding([body.pk], *WORKERS))
    if step == Step.OVERDUE:
        return list(members.holding([body.pk], *HEADS))
    over = Organisation.objects.filter(pk=matter.responsible_id).values_list("parent_id", flat=True).first()
    above = [pk for pk in (body.parent_id, matter.responsible_id, over) if pk is not None]
    return list(members.holding(above, *ABOVE))
