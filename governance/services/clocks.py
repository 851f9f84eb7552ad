"""Write the events of the statutory clocks; nothing here counts days."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import workflows
from governance.models import Case, ClockEvent, Seat
from governance.policies.cases import CasePolicy
from governance.policies.seats import SeatPolicy
from governance.selectors import clocks as readings
from registry.actors import Actor
from registry.errors import Incomplete, WrongState
from registry.models import User
from registry.policies.base import ensure
from registry.services import audit

Clock, Kind = ClockEvent.Clock, ClockEvent.Kind


def write(
    case: Case,
    clock: ClockEvent.Clock,
    kind: ClockEvent.Kind,
    *,
    by: Actor,
    seat: Seat | None = None,
    at: dt.datetime | None = None,
    **details: Any,
) -> ClockEvent:
    """Append one event inside the caller's transaction; the caller holds the lock of the case."""
    person = by if isinstance(by, User) else None
    return ClockEvent.objects.create(
        case=case, clock=clock, kind=kind, seat=seat, at=at or timezone.now(), by=person, **details
    )


def stop_running(
    case: Case, *, by: Actor, clocks: tuple[ClockEvent.Clock, ...] = (Clock.INTAKE, Clock.DECISION, Clock.SEAT)
) -> None:
    """Stop every clock of the case that is started and not stopped yet."""
    for reading in readings.of_case(case):
        if reading.is_open and reading.clock in clocks:
            write(case, reading.clock, Kind.STOP, by=by, seat=reading.seat)


@transaction.atomic
def pause(
    case_id: int, *, by: User, reason: str, legal_basis: str, told_by: str, seat_id: int | None = None
) -> ClockEvent:
    """Stop counting, not the work: expert review, hearing, testing (Administrative Licensing Law art. 45).

    Raises `Incomplete` with every empty field, `WrongState` when the clock is not running.
    """
    given = {"reason": reason, "legal_basis": legal_basis, "told_by": told_by}
    missing = {name: [_("This field is required.")] for name, value in given.items() if not value.strip()}
    case, seat = _clock_of(case_id, seat_id, by)
    if missing:
        raise Incomplete(missing)
    _require(case, seat, "running", _("The clock is not running."))
    return _event(case, seat, Kind.PAUSE, by=by, **{name: value.strip() for name, value in given.items()})


@transaction.atomic
def resume(case_id: int, *, by: User, seat_id: int | None = None) -> ClockEvent:
    """Count again. Raises `WrongState` when the clock is not paused."""
    case, seat = _clock_of(case_id, seat_id, by)
    _require(case, seat, "paused", _("The clock is not paused."))
    return _event(case, seat, Kind.RESUME, by=by)


@transaction.atomic
def extend(case_id: int, *, by: User, reason: str, legal_basis: str) -> ClockEvent:
    """Add the extension that the procedure allows to the decision clock, once, with reasons (art. 42)."""
    case, seat = _clock_of(case_id, None, by)
    given = {"reason": reason, "legal_basis": legal_basis}
    missing = {name: [_("This field is required.")] for name, value in given.items() if not value.strip()}
    if missing:
        raise Incomplete(missing)
    if case.clock_events.filter(clock=Clock.DECISION, kind=Kind.EXTEND).exists():
        raise WrongState(_("The period was extended already."), current=case.state)
    days = int(case.procedure_copy["extension_days"])
    if not days:
        raise WrongState(_("This procedure allows no extension."), current=case.state)
    _require(case, seat, "running", _("The clock is not running."))
    return _event(case, seat, Kind.EXTEND, by=by, days=days, **given)


def _clock_of(case_id: int, seat_id: int | None, by: User) -> tuple[Case, Seat | None]:
    case = CasePolicy().access(by, case_id, lock=True)
    seat = None
    if seat_id is None:
        ensure(CasePolicy().check(by, "run_clock", case))
    else:
        seat = SeatPolicy().access(by, seat_id)
        ensure(SeatPolicy().check(by, "run_clock", seat))
    workflows.CASE.require(case.state, "run_clock", label=case.get_state_display())
    return case, seat


def _require(case: Case, seat: Seat | None, state: str, message: str) -> None:
    clock = Clock.SEAT if seat else Clock.DECISION
    reading = readings.one(case, clock, seat)
    if reading is None or reading.shown.state.value != state:
        raise WrongState(message, current=reading.shown.state.value if reading else "not_started")


def _event(case: Case, seat: Seat | None, kind: ClockEvent.Kind, *, by: User, **details: Any) -> ClockEvent:
    event = write(case, Clock.SEAT if seat else Clock.DECISION, kind, by=by, seat=seat, **details)
    after = {"clock": event.clock, "seat": str(seat.organisation) if seat else "", **details}
    audit.record(f"cases.clock_{kind}", case, by=by, after=after, organisation=seat.organisation if seat else None)
    return event
