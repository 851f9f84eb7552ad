"""Read the statutory clocks of cases."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from governance.approval.models import Case, ClockEvent, Seat
from registry.calendar.rules import clock as rules
from registry.calendar.rules.working_days import DayType, WorkingDayTable
from registry.calendar.selectors import calendars

Clock = ClockEvent.Clock


@dataclass(frozen=True)
class CaseClock:
    """What one clock of a case shows now."""

    clock: Clock
    seat: Seat | None
    rule: rules.PeriodRule
    shown: rules.ClockReading
    pause_reason: str
    #: The last of the days that the pause was expected to take; None without a pause or without an expectation.
    pause_until: dt.date | None = None
    #: The key of the newest event of the clock.
    last_event: int = 0
    #: Whether its period was ever extended.
    is_extended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the clock is started and not stopped."""
        return self.shown.state.value in ("running", "paused")

    @property
    def level(self) -> str:
        """How urgent: calm, soon (a quarter or less is left), late, paused or done."""
        if self.shown.state.value == "paused":
            return "paused"
        if self.shown.overdue:
            return "late"
        if self.shown.state.value == "stopped":
            return "done"
        left = self.shown.days_left
        return "soon" if left is not None and left * 4 <= self.shown.days_allowed else "calm"


def of_case(case: Case) -> list[CaseClock]:
    """Every clock of the case that ever started, in the order of its first event."""
    return of_cases([case])[case.pk]


def of_cases(cases: Iterable[Case], *, table: WorkingDayTable | None = None) -> dict[int, list[CaseClock]]:
    """The clocks of many cases in two queries, by the calendar in force unless another is given.

    Many events speak of one seat, which is read once; for a single case one query with everything is cheaper.
    """
    by_key = {case.pk: case for case in cases}
    found: dict[int, list[CaseClock]] = {pk: [] for pk in by_key}
    grouped: dict[tuple[int, str, int | None], list[ClockEvent]] = {}
    events = ClockEvent.objects.filter(case__in=by_key).order_by("at", "id").select_related("pause_reason")
    seats: dict[int, Seat] = {}
    if len(by_key) > 1:
        rows = Seat.objects.filter(round__case__in=by_key).select_related("organisation", "officer")
        seats = {seat.pk: seat for seat in rows}
    else:
        events = events.select_related("seat__organisation", "seat__officer")
    for event in events:
        if event.seat_id in seats:
            event.seat = seats[event.seat_id]
        grouped.setdefault((event.case_id, event.clock, event.seat_id), []).append(event)
    if not grouped:
        return found
    table, now = table or calendars.table(), timezone.now()
    for (pk, clock, _seat), group in grouped.items():
        found[pk].append(_read(by_key[pk], Clock(clock), group, table, now))
    return found


def one(case: Case, clock: Clock, seat: Seat | None = None) -> CaseClock | None:
    """One clock of the case, or None when it never started."""
    seat_id = seat.pk if seat else None
    for reading in of_case(case):
        if reading.clock == clock and (reading.seat.pk if reading.seat else None) == seat_id:
            return reading
    return None


def counterfactual(case: Case, clocks: list[CaseClock]) -> rules.SerialComparison:
    """The sum of the seats' days beside the days that really passed."""
    seats = [reading.shown for reading in measured(clocks)]
    return rules.serial_counterfactual(seats, calendars.table(), timezone.localdate())


def measured(clocks: Iterable[CaseClock]) -> list[CaseClock]:
    """The clocks of the seats, each day once: who follows a withdrawn opinion has the days of the seat before."""
    return [one for one in clocks if one.seat is not None and one.seat.state != Seat.State.WITHDRAWN]


def _read(case: Case, clock: Clock, events: list[ClockEvent], table: WorkingDayTable, now: dt.datetime) -> CaseClock:
    """Read the last run of a clock: an intake check starts anew after corrections."""
    starts = [index for index, event in enumerate(events) if event.kind == ClockEvent.Kind.START]
    run = events[starts[-1] :] if starts else events
    rule = _rule(case, clock, run[0].seat)
    plain = [rules.ClockEvent(rules.ClockEventKind(event.kind), event.at, event.days) for event in run]
    shown = rules.reading(plain, rule, table, max(now, run[-1].at))
    newest = max(event.pk for event in events)
    extended = any(event.kind == ClockEvent.Kind.EXTEND for event in events)
    if shown.state.value != "paused":
        return CaseClock(clock, run[0].seat, rule, shown, "", last_event=newest, is_extended=extended)
    last, until = run[-1], None
    if last.expected_days:
        until = timezone.localdate(last.at) + dt.timedelta(days=last.expected_days)
    return CaseClock(clock, run[0].seat, rule, shown, _why(last), until, newest, extended)


def _why(pause: ClockEvent) -> str:
    """The reason of the list in the reader's language, and what was written beside it."""
    kind = pause.pause_reason
    if kind is None:
        return pause.reason
    return str(kind) if pause.reason == kind.name_zh else f"{kind}: {pause.reason}"


def _rule(case: Case, clock: Clock, seat: Seat | None) -> rules.PeriodRule:
    copy = case.procedure_copy
    if seat is not None:
        return rules.PeriodRule(base_days=seat.days, day_type=DayType(seat.day_type))
    if clock == Clock.INTAKE:
        return rules.PeriodRule(base_days=copy["intake_days"], day_type=DayType(copy["day_type"]))
    return rules.PeriodRule(
        base_days=copy["decision_days"], extension_days=copy["extension_days"], day_type=DayType(copy["day_type"])
    )
