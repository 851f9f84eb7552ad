"""Write the events of the statutory clocks; nothing here counts days."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, Seat
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.seats import SeatPolicy
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import announcements
from governance.approval.services.seats import seats
from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, OutOfScope, WrongState
from registry.base.services import units, validation
from registry.matters.models import ClockEvent, PauseReason
from registry.matters.selectors import clocks as matter_readings
from registry.matters.services import clocks as matter_clocks
from registry.matters.services import matters
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure

Kind = ClockEvent.Kind


def write(
    case: Case,
    clock: Clock,
    kind: ClockEvent.Kind,
    *,
    by: Actor,
    seat: Seat | None = None,
    at: dt.datetime | None = None,
    is_first: bool = False,
    **details: Any,
) -> ClockEvent:
    """Append one event to a clock of the case, or of one of its seats; see `registry.matters.services.clocks.write`."""
    return matter_clocks.write(
        case.matter, clock, kind, by=by, subject=seat.pk if seat else 0, at=at, is_first=is_first, **details
    )


def standing_pause(case: Case) -> ClockEvent | None:
    """The event that paused the decision, while it is paused."""
    return matter_readings.standing_pause(case.pk, Clock.DECISION)


def start_seat(
    case: Case, seat: Seat, *, by: Actor, at: dt.datetime, held: ClockEvent | None, is_new: bool = False
) -> None:
    """Start the clock of a seat; while the decision is paused (`held`) it is paused with it. `is_new`: its first."""
    write(case, Clock.SEAT, Kind.START, by=by, seat=seat, at=at, is_first=is_new)
    hold_seat(case, seat, by=by, at=at, held=held)


def hold_seat(case: Case, seat: Seat, *, by: Actor, at: dt.datetime, held: ClockEvent | None) -> None:
    """Pause the clock of a seat for the reason for which the decision is paused, if it is."""
    if held is not None:
        given = {name: getattr(held, name) for name in matter_clocks.TOLD}
        write(case, Clock.SEAT, Kind.PAUSE, by=by, seat=seat, at=max(at, held.at), **given)


def stop_running(
    case: Case, *, by: Actor, clocks: tuple[Clock, ...] = (Clock.INTAKE, Clock.DECISION, Clock.SEAT)
) -> None:
    """Stop every clock of the case that is started and not stopped yet."""
    for reading in readings.of_case(case):
        if reading.is_open and reading.clock in clocks:
            write(case, Clock(reading.clock), Kind.STOP, by=by, seat=reading.seat)


@units.unit()
def pause(
    case_id: int,
    *,
    by: User,
    reason_code: str,
    reason: str,
    notice: str,
    expected_days: int | None,
    told_by: str,
    legal_basis: str = "",
    seat_id: int | None = None,
    revision: int | None = None,
    version: int | None = None,
) -> ClockEvent:
    """Stop counting, not the work: expert review, hearing, testing (Administrative Licensing Law art. 45).

    `reason_code` names a reason of the list, whose legal basis is used unless another is given; `notice` is the written
    notice that the applicant gets with the days that are expected. A pause of the decision pauses the open seats too.
    `version` is the case's, or the seat's beside the `revision` under review. Raises `Incomplete` with every faulty
    field, `WrongState` when the clock is not running.
    """
    case, seat = _clock_of(case_id, seat_id, by, revision, version)
    kind = PauseReason.objects.in_force().filter(code=reason_code).first()
    texts = {"reason": reason.strip(), "legal_basis": legal_basis.strip(), "told_by": told_by.strip()}
    details: dict[str, Any] = {**texts, "notice": notice.strip(), "expected_days": expected_days}
    faults = validation.columns(ClockEvent, details, needed=[name for name in details if name != "legal_basis"])
    if kind is None:
        faults["reason_code"] = [_("Choose a reason of the list.")]
    if kind and kind.max_days and (expected_days or 0) > kind.max_days:
        faults["expected_days"] = [_("This reason allows at most %(n)s days.") % {"n": kind.max_days}]
    if faults:
        raise Incomplete(faults)
    assert kind is not None
    _require(case, seat, "running", _("The clock is not running."))
    details |= {"pause_reason": kind, "legal_basis": details["legal_basis"] or kind.source_zh}
    now = timezone.now()
    if seat is None:
        for open_seat in _seats_with_clock(case, "running"):
            write(case, Clock.SEAT, Kind.PAUSE, by=by, seat=open_seat, at=now, **details)
    event = _event(case, seat, Kind.PAUSE, by=by, at=now, **details)
    announcements.clock_paused(case, event)
    return event


@units.unit()
def resume(
    case_id: int, *, by: User, seat_id: int | None = None, revision: int | None = None, version: int | None = None
) -> ClockEvent:
    """Count again; what was paused with the decision runs again with it. `WrongState` when it is not paused."""
    case, seat = _clock_of(case_id, seat_id, by, revision, version)
    _require(case, seat, "paused", _("The clock is not paused."))
    if seat is None:
        resume_seats(case, by=by)
    elif (main := readings.one(case, Clock.DECISION)) and main.shown.state.value == "paused":
        raise WrongState(_("The period of the decision is paused: the office starts it again."), current="paused")
    event = _event(case, seat, Kind.RESUME, by=by)
    announcements.clock_resumed(case, event)
    return event


def resume_seats(case: Case, *, by: Actor) -> None:
    """Let the clocks of the open seats that were paused with the decision run again; a department's own pause stays."""
    held = standing_pause(case)
    for seat in _seats_with_clock(case, "paused"):
        own = case.clock_events.filter(clock=Clock.SEAT, subject=seat.pk, kind=Kind.PAUSE).order_by("at", "id").last()
        if held is None or own is None or own.at >= held.at:
            write(case, Clock.SEAT, Kind.RESUME, by=by, seat=seat)


def _seats_with_clock(case: Case, state: str) -> list[Seat]:
    return [
        reading.seat
        for reading in readings.of_case(case)
        if reading.seat is not None and reading.seat.state == Seat.State.OPEN and reading.shown.state.value == state
    ]


@units.unit()
def extend(case_id: int, *, by: User, reason: str, legal_basis: str, version: int | None = None) -> ClockEvent:
    """Add the extension that the procedure allows to the decision clock, once, with reasons (art. 42).

    Who may is the procedure's: the head of the leading department, or the government through the committee. The
    applicant is told the reason.
    """
    case = CasePolicy().access(by, case_id, lock=True)
    ensure(CasePolicy().check(by, "extend_clock", case))
    ages.require(case, version, by=by)
    case_states.CASE.require(case.state, "extend_clock", label=case.get_state_display())
    told: dict[str, Any] = {"reason": reason.strip(), "legal_basis": legal_basis.strip()}
    validation.require_columns(ClockEvent, told, needed=told)
    if case.clock_events.filter(clock=Clock.DECISION, kind=Kind.EXTEND).exists():
        raise WrongState(_("The period was extended already."), current=case.state)
    days = case.frozen.extension_days
    if not days:
        raise WrongState(_("This procedure allows no extension."), current=case.state)
    reading = _require(case, None, "running", _("The clock is not running."))
    if reading.shown.overdue:
        raise WrongState(_("The period is over: it can only be extended while it runs."), current="overdue")
    event = _event(case, None, Kind.EXTEND, by=by, days=days, **told)
    announcements.clock_extended(case, event)
    return event


def _clock_of(
    case_id: int, seat_id: int | None, by: User, revision: int | None, version: int | None
) -> tuple[Case, Seat | None]:
    case = CasePolicy().access(by, case_id, lock=True)
    seat = None
    if seat_id is None:
        ensure(CasePolicy().check(by, "run_clock", case))
        ages.require(case, version, by=by)
    else:
        SeatPolicy().access(by, seat_id)
        seat = Seat.objects.select_related("round__case__matter").get(pk=seat_id)
        if seat.round.case_id != case.pk:
            raise OutOfScope
        ensure(SeatPolicy().check(by, "run_clock", seat))
        seats.require_age(seat, by=by, revision=revision, version=version)
    case_states.CASE.require(case.state, "run_clock", label=case.get_state_display())
    return case, seat


def _require(case: Case, seat: Seat | None, state: str, message: str) -> readings.CaseClock:
    clock = Clock.SEAT if seat else Clock.DECISION
    reading = readings.one(case, clock, seat)
    if reading is None or reading.shown.state.value != state:
        raise WrongState(message, current=reading.shown.state.value if reading else "not_started")
    return reading


def _event(
    case: Case,
    seat: Seat | None,
    kind: ClockEvent.Kind,
    *,
    by: User,
    at: dt.datetime | None = None,
    **details: Any,
) -> ClockEvent:
    event = write(case, Clock.SEAT if seat else Clock.DECISION, kind, by=by, seat=seat, at=at, **details)
    if seat is not None:
        seats.touch(seat)
        case.save(update_fields=["updated_at"])
    else:
        matters.touch(case)
        case.save(update_fields=["updated_at"])
    told = {name: str(value) for name, value in details.items() if value not in (None, "")}
    after = {"clock": event.clock, "seat": str(seat.organisation) if seat else "", **told}
    audit.record(f"cases.clock_{kind}", case, by=by, after=after, organisation=seat.organisation if seat else None)
    return event
