"""Read the statutory clocks of cases."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils import timezone

from governance.approval.models import Case, Clock, Seat
from registry.calendar.rules import clock as rules
from registry.calendar.rules.working_days import DayType, WorkingDayTable
from registry.calendar.selectors import calendars
from registry.matters.models import ClockEvent
from registry.matters.selectors import clocks as matter_clocks
from registry.matters.selectors.clocks import MatterClock

__all__ = ["CaseClock", "Clock"]


@dataclass(frozen=True)
class CaseClock(MatterClock):
    """What one clock of a case shows now, with the seat that it is of."""

    seat: Seat | None = None


def of_case(case: Case) -> list[CaseClock]:
    """Every clock of the case that ever started, in the order of its first event."""
    return of_cases([case])[case.pk]


def of_cases(cases: Iterable[Case], *, table: WorkingDayTable | None = None) -> dict[int, list[CaseClock]]:
    """The clocks of many cases in two queries, by the calendar in force unless another is given."""
    by_key = {case.pk: case for case in cases}
    events = matter_clocks.events_of(by_key)
    seats = seats_of(events)
    found = matter_clocks.read(events, lambda key, clock, seat: _rule(by_key[key], clock, seats.get(seat)), table=table)
    return {key: [_with_seat(one, seats) for one in found.get(key, ())] for key in by_key}


def seats_of(events: Iterable[ClockEvent]) -> dict[int, Seat]:
    """The seats whose clocks these events are of, by key."""
    keys = {event.subject for event in events if event.clock == Clock.SEAT}
    rows = Seat.objects.filter(pk__in=keys).select_related("organisation", "officer") if keys else ()
    return {seat.pk: seat for seat in rows}


def _with_seat(one: MatterClock, seats: dict[int, Seat]) -> CaseClock:
    return CaseClock(**{field.name: getattr(one, field.name) for field in fields(one)}, seat=seats.get(one.subject))


def one(case: Case, clock: Clock, seat: Seat | None = None) -> CaseClock | None:
    """One clock of the case, or None when it never started."""
    subject = seat.pk if seat else 0
    return next((found for found in of_case(case) if (found.clock, found.subject) == (clock, subject)), None)


def counterfactual(case: Case, clocks: list[CaseClock]) -> rules.SerialComparison:
    """The sum of the seats' days beside the days that really passed."""
    seats = [reading.shown for reading in measured(clocks)]
    return rules.serial_counterfactual(seats, calendars.table(), timezone.localdate())


def measured(clocks: Iterable[CaseClock]) -> list[CaseClock]:
    """The clocks of the seats, each day once: who follows a withdrawn opinion has the days of the seat before."""
    return [one for one in clocks if one.seat is not None and one.seat.state != Seat.State.WITHDRAWN]


def _rule(case: Case, clock: str, seat: Seat | None) -> rules.PeriodRule:
    copy = case.frozen
    if seat is not None:
        return rules.PeriodRule(base_days=seat.days, day_type=DayType(seat.day_type))
    if clock == Clock.INTAKE:
        return rules.PeriodRule(base_days=copy.intake_days, day_type=DayType(copy.day_type))
    return rules.PeriodRule(
        base_days=copy.decision_days, extension_days=copy.extension_days, day_type=DayType(copy.day_type)
    )
