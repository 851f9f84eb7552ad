"""Remind who holds a case, then his head, then his superior; and let silence count where an article says so."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, ClockEvent, ClockReminder, ProcedureSeat, Seat
from governance.approval.selectors.cases.blocking import Holder, who_is_blocking
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import announcements, cases, settling
from governance.approval.services.clocks import clocks
from registry.audit.services import audit
from registry.base.services import units
from registry.scope.models import Organisation, Role, User
from registry.scope.rules.grants import System
from registry.scope.selectors import members

Clock, Kind, Step = ClockEvent.Clock, ClockEvent.Kind, ClockReminder.Step
SWEEPER = System("reminders")
#: Days after the due date from which the superior is told: a proposal of this platform.
DAYS_TO_SUPERIOR = 3
CHUNK = 200
#: Who is told at each step, in the body that holds the case; the superior comes on top.
WORKERS = (Role.REVIEWER, Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE)
HEADS = (Role.DEPARTMENT_HEAD, Role.COMMITTEE_OFFICE)


@dataclass(frozen=True)
class Due:
    """A step that is due for a holder."""

    holder: Holder
    step: str
    due_on: dt.date


def sweep() -> int:
    """Send every reminder that is due and was not sent, whatever day was missed; returns how many were sent."""
    keys = list(Case.objects.exclude(state__in=Case.ENDED).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


@units.unit()
def _remind(keys: list[int]) -> int:
    locked = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=True).filter(pk__in=keys)
    rows = list(locked.select_related("applicant", "office", "mine").order_by("pk"))
    found = readings.of_cases(rows)
    sent = 0
    for case in rows:
        clocks_of_case = found[case.pk]
        for due in [*steps(who_is_blocking(case, clocks_of_case)), *forgotten(case, clocks_of_case)]:
            sent += _send(case, due)
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


def forgotten(case: Case, found: Iterable[readings.CaseClock], today: dt.date | None = None) -> Iterator[Due]:
    """The pauses that last longer than the applicant was told: whoever paused is reminded to end them, once."""
    today, task = today or timezone.localdate(), _("End the pause or say anew why it lasts")
    paused = [one for one in found if one.pause_until is not None and one.pause_until < today]
    main = next((one for one in paused if one.clock == Clock.DECISION), None)
    for one in paused:
        if one.seat is None:
            yield Due(Holder(case.office, task, one), Step.OVERDUE, one.pause_until or today)
        elif one.seat.state == Seat.State.OPEN and (main is None or main.pause_until != one.pause_until):
            yield Due(Holder(one.seat.organisation, task, one, one.seat), Step.OVERDUE, one.pause_until or today)


def _send(case: Case, due: Due) -> int:
    """Write the reminder; 0 when it was sent before."""
    holder = due.holder
    assert holder.clock is not None
    _row, made = ClockReminder.objects.get_or_create(
        case=case, seat=holder.seat, clock=holder.clock.clock, step=due.step, due_on=due.due_on
    )
    if made:
        people = _told(case, holder, due.step)
        announcements.reminded(case, due.step, people, task=str(holder.task), due=due.due_on.isoformat())
    return int(made)


def _told(case: Case, holder: Holder, step: str) -> list[User]:
    """Officer and colleagues first, the head when it is late, the superior body and the office when it stays late."""
    body = holder.organisation
    people: list[User] = []
    if step in (Step.SOON, Step.DUE):
        officer = holder.seat.officer if holder.seat else None
        people = [officer] if officer else list(members.holding([body.pk], *WORKERS))
    elif step == Step.OVERDUE:
        people = list(members.holding([body.pk], *HEADS))
    else:
        above = [pk for pk in (body.parent_id, case.office_id, *_committees(case)) if pk is not None]
        roles = (Role.DEPARTMENT_HEAD, Role.COMMITTEE_OFFICE, Role.COMMITTEE_MEMBER)
        people = list(members.holding(above, *roles))
    return people


def _committees(case: Case) -> list[int]:
    parent = Organisation.objects.filter(pk=case.office_id).values_list("parent_id", flat=True).first()
    return [parent] if parent else []


def sweep_silence() -> int:
    """Count the silence of every overdue seat whose procedure cites the article for it; returns how many."""
    waiting = Seat.objects.filter(state=Seat.State.OPEN, silence=ProcedureSeat.Silence.CONSENTS).exclude(
        deemed_basis_zh=""
    )
    return sum(deem(pk) is not None for pk in list(waiting.values_list("pk", flat=True)))


@units.unit()
def deem(seat_id: int) -> Seat | None:
    """Let the silence of one overdue seat count as no objection; None when it spoke first or is not overdue."""
    found = Seat.objects.filter(pk=seat_id).values_list("round__case", flat=True).first()
    case = Case.objects.select_for_update(no_key=True).filter(pk=found or 0, state=Case.State.REVIEW).first()
    seat = Seat.objects.select_for_update(no_key=True, of=("self",)).filter(pk=seat_id, state=Seat.State.OPEN).first()
    if case is None or seat is None or seat.silence != ProcedureSeat.Silence.CONSENTS or not seat.deemed_basis_zh:
        return None
    reading = readings.one(case, Clock.SEAT, seat)
    if reading is None or not reading.shown.overdue:
        return None
    seat.round.case = case
    seat.state, seat.closed_at = Seat.State.DEEMED, timezone.now()
    seat.save(update_fields=["state", "closed_at"])
    clocks.write(case, Clock.SEAT, Kind.STOP, by=SWEEPER, seat=seat)
    after = {"department": str(seat.organisation), "basis": seat.deemed_basis_zh}
    audit.record("seats.deem", case, by=SWEEPER, after=after, organisation=seat.organisation)
    announcements.deemed(seat)
    settling.settle_round(case, by=SWEEPER)
    if case.state == Case.State.REVIEW:
        cases.move(case, "give_opinion")
    return seat
