"""A slow, obvious second opinion on the clock, and random cases to ask both about.

It walks through the days one at a time and knows nothing of intervals or prefix arrays, so that it cannot share a
mistake with `registry.calendar.rules.clock`. The suite, the soak run and the benchmark use it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from registry.calendar.rules import clock
from registry.calendar.rules.clock import ClockEvent, ClockEventKind, PeriodRule
from registry.calendar.rules.working_days import DayType, NotYetAnnounced, WorkingDayTable

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """One random history and the moment it is read."""

    events: tuple[ClockEvent, ...]
    rule: PeriodRule
    now: datetime


@dataclass(frozen=True)
class Opinion:
    """What the oracle says: the values of a reading that need counting."""

    days_used: int | None
    days_allowed: int
    due: date | None
    overdue: bool
    not_yet_announced: bool


def is_working(table: WorkingDayTable, day: date) -> bool:
    """Return whether a day is working, from the three sets alone."""
    if day.year not in table.years:
        raise NotYetAnnounced(day.year)
    if day in table.makeup:
        return True
    return day.weekday() < 5 and day not in table.rest


def local(moment: datetime) -> date:
    """Return the date in China (UTC+8 all year) of a moment."""
    return (moment.astimezone(UTC) + timedelta(hours=8)).date()


def opinion(case: Case, table: WorkingDayTable) -> Opinion:
    """Return what the clock must show for a case, by walking through the days."""
    past = [event for event in case.events if event.at <= case.now]
    if not past:
        return Opinion(0, case.rule.base_days, None, False, False)
    allowed = case.rule.base_days
    for event in past:
        if event.kind is ClockEventKind.EXTEND:
            due, _ = _due(past, case.rule, table, allowed)
            if due is None or local(event.at) <= due:
                allowed += case.rule.extension_days if event.days is None else event.days
    stopped = past[-1].kind is ClockEventKind.STOP
    until = local(past[-1].at) if stopped else local(case.now)
    due, unknown = _due(past, case.rule, table, allowed)
    used: int | None = 0
    try:
        day = _first_day(past, case.rule)
        while day <= until:
            used += _counts(day, past, case.rule, table)
            day += ONE_DAY
    except NotYetAnnounced:
        used = None
    return Opinion(used, allowed, due, due is not None and until > due, unknown or used is None)


def _first_day(events: Sequence[ClockEvent], rule: PeriodRule) -> date:
    start = local(events[0].at)
    return start + ONE_DAY if rule.starts_next_day else start


def _pauses(events: Sequence[ClockEvent]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for event in events:
        if event.kind is ClockEventKind.PAUSE:
            found.append((local(event.at), date.max))
        elif event.kind is ClockEventKind.RESUME:
            found[-1] = (found[-1][0], local(event.at))
    return found


def _counts(day: date, events: Sequence[ClockEvent], rule: PeriodRule, table: WorkingDayTable) -> bool:
    if any(first <= day <= last for first, last in _pauses(events)):
        return False
    return rule.day_type is DayType.CALENDAR or is_working(table, day)


def _due(
    events: Sequence[ClockEvent], rule: PeriodRule, table: WorkingDayTable, allowed: int
) -> tuple[date | None, bool]:
    day, seen = _first_day(events, rule), 0
    try:
        while True:
            if any(first <= day and last == date.max for first, last in _pauses(events)):
                return None, False
            seen += _counts(day, events, rule, table)
            if seen == allowed:
                break
            day += ONE_DAY
        while rule.day_type is DayType.CALENDAR and rule.rolls_over and not is_working(table, day):
            day += ONE_DAY
    except NotYetAnnounced:
        return None, True
    return day, False


def random_case(chance: random.Random) -> Case:
    """Return a possible history: starts, pauses, extensions and a stop at any hour of 2023-12 to 2027-01."""
    rule = PeriodRule(
        base_days=chance.choice((1, 2, 5, 10, 20, 20, 20, 30, 45, 60)),
        extension_days=chance.choice((0, 5, 10, 15)),
        day_type=chance.choice((DayType.WORKING, DayType.WORKING, DayType.CALENDAR)),
        starts_next_day=chance.random() < 0.8,
        rolls_over=chance.random() < 0.7,
    )
    moment = datetime(2023, 12, 20, tzinfo=UTC) + timedelta(minutes=chance.randrange(60 * 24 * 1100))
    events = [ClockEvent(ClockEventKind.START, moment)]
    state, left = clock.ClockState.RUNNING, rule.extension_days
    for _ in range(chance.randrange(8)):
        moment += timedelta(minutes=chance.choice((0, 5, 600, 1440, 5000, 15000, 40000)) * chance.randrange(3))
        choices = [ClockEventKind.STOP]
        choices += [ClockEventKind.PAUSE if state is clock.ClockState.RUNNING else ClockEventKind.RESUME] * 4
        choices += [ClockEventKind.EXTEND] * (2 if left else 0)
        kind = chance.choice(choices)
        days = None
        if kind is ClockEventKind.EXTEND:
            days = chance.randint(1, left)
            left -= days
        events.append(ClockEvent(kind, moment, days))
        if kind is ClockEventKind.STOP:
            break
        if kind is not ClockEventKind.EXTEND:
            state = clock.ClockState.PAUSED if kind is ClockEventKind.PAUSE else clock.ClockState.RUNNING
    now = moment + timedelta(minutes=chance.randrange(-20000, 60 * 24 * 90))
    return Case(tuple(events), rule, now)


def disagreement(case: Case, table: WorkingDayTable) -> str | None:
    """Return how the clock and the oracle differ on a case, or None."""
    reading = clock.reading(case.events, case.rule, table, case.now)
    found = Opinion(reading.days_used, reading.days_allowed, reading.due, reading.overdue, reading.not_yet_announced)
    expected = opinion(case, table)
    return None if found == expected else f"{case}\n  clock:  {found}\n  oracle: {expected}"
