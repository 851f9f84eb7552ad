"""Read a statutory clock: days used, days left and the due date as a pure function of its events.

Day by day, in the time zone of the authority: the day of the start is not counted unless the rule says so; every day
touched by a pause, from the day it begins to the day it ends, both included, is not counted; today and the day of the
stop are. The period is over when the day numbered `days_allowed` is, and the clock is overdue from the next day on.

Sources: Administrative Licensing Law, arts 42 (20 working days, 10 more), 45 (time not counted), 82 (working days);
Civil Code, arts 201 and 203. An extension has to be granted within the period, so one that comes after the due date
adds nothing and is reported in `late_extensions`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from registry.calendar.rules.clock_events import (
    ClockError,
    ClockEvent,
    ClockEventKind,
    ClockState,
    PeriodRule,
    extension_of,
    validate,
)
from registry.calendar.rules.working_days import (
    DayType,
    NotYetAnnounced,
    WorkingDayTable,
    count_days,
    day_after,
    nth_day,
)

__all__ = [
    "ClockError",
    "ClockEvent",
    "ClockEventKind",
    "ClockReading",
    "ClockState",
    "Interval",
    "PeriodRule",
    "SerialComparison",
    "reading",
    "serial_counterfactual",
    "validate",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Interval:
    """A run of dates, both ends included, in which days could count (or, when `paused`, could not).

    `last` is None while the interval is still open.
    """

    first: date
    last: date | None
    paused: bool


@dataclass(frozen=True)
class ClockReading:
    """What a clock shows at one moment.

    `days_used` includes today while the clock runs. `days_left` is never below zero. `due` is None before the start,
    while the clock is paused (it moves with every day) and when it lies beyond the announced years. With
    `not_yet_announced` set, the values that need the missing years are None.
    """

    state: ClockState
    days_used: int | None
    days_allowed: int
    days_left: int | None
    due: date | None
    overdue: bool
    not_yet_announced: bool
    started_on: date | None
    ended_on: date | None
    intervals: tuple[Interval, ...]
    late_extensions: tuple[date, ...]


def reading(
    events: Sequence[ClockEvent],
    rule: PeriodRule,
    table: WorkingDayTable,
    now: datetime,
    tz: tzinfo = SHANGHAI,
) -> ClockReading:
    """Return what the clock shows at `now`; events after `now` have not happened yet.

    Raises `ClockError` when the whole list of events is not a possible history.
    """
    validate(events, rule)
    if now.utcoffset() is None:
        raise ClockError("clock.naive_time", position=0)
    past = [event for event in events if event.at <= now]
    if not past:
        return ClockReading(
            ClockState.NOT_STARTED, 0, rule.base_days, rule.base_days, None, False, False, None, None, (), ()
        )
    state = validate(past, rule)
    today = now.astimezone(tz).date()
    stopped_on = past[-1].at.astimezone(tz).date() if state is ClockState.STOPPED else None
    until = stopped_on or today
    intervals = _intervals(past, rule, tz)
    counted = [interval for interval in intervals if not interval.paused]

    allowed, late = _allowance(past, counted, rule, table, tz)
    due, due_unknown = _due(counted, rule, table, allowed)
    used = _used(counted, until, rule, table)
    overdue = due is not None and until > due
    left = None if used is None else 0 if overdue else max(0, allowed - used)
    return ClockReading(
        state=state,
        days_used=used,
        days_allowed=allowed,
        days_left=left,
        due=due,
        overdue=overdue,
        not_yet_announced=due_unknown or used is None,
        started_on=past[0].at.astimezone(tz).date(),
        ended_on=stopped_on,
        intervals=tuple(_closed_at(intervals, stopped_on)),
        late_extensions=late,
    )


def _intervals(events: Iterable[ClockEvent], rule: PeriodRule, tz: tzinfo) -> list[Interval]:
    """Return the alternating counted and paused date intervals; a stop leaves the last one open.

    It stays open so that the due date of a clock stopped in time can still be told.
    """
    intervals: list[Interval] = []
    cursor = date.min
    paused_on: date | None = None
    for event in events:
        day = event.at.astimezone(tz).date()
        if event.kind is ClockEventKind.START:
            cursor = day_after(day) if rule.starts_next_day else day
        elif event.kind is ClockEventKind.PAUSE:
            if day > cursor:
                intervals.append(Interval(cursor, day - timedelta(days=1), paused=False))
            paused_on = day
        elif event.kind is ClockEventKind.RESUME and paused_on is not None:
            intervals.append(Interval(paused_on, day, paused=True))
            cursor = max(cursor, day_after(day))
            paused_on = None
    intervals.append(Interval(cursor, None, paused=False) if paused_on is None else Interval(paused_on, None, True))
    return intervals


def _closed_at(intervals: Iterable[Interval], day: date | None) -> Iterable[Interval]:
    """Close the open interval on the day of the stop, dropping it when it would be empty."""
    for interval in intervals:
        if interval.last is not None or day is None:
            yield interval
        elif interval.first <= day:
            yield Interval(interval.first, day, interval.paused)


def _used(counted: Iterable[Interval], until: date, rule: PeriodRule, table: WorkingDayTable) -> int | None:
    """Return the days counted up to and including `until`, or None beyond the announced years."""
    try:
        return sum(
            count_days(table, rule.day_type, interval.first, until if interval.last is None else interval.last)
            for interval in counted
        )
    except NotYetAnnounced:
        return None


def _due(
    counted: Iterable[Interval], rule: PeriodRule, table: WorkingDayTable, allowed: int
) -> tuple[date | None, bool]:
    """Return the last day of the period and whether it lies beyond the announced years."""
    remaining = allowed
    try:
        for interval in counted:
            if _reaches(interval, remaining, rule, table):
                return nth_day(table, rule.day_type, interval.first, remaining, rolls_over=rule.rolls_over), False
            if interval.last is not None:
                remaining -= count_days(table, rule.day_type, interval.first, interval.last)
    except NotYetAnnounced:
        return None, True
    return None, False


def _reaches(interval: Interval, remaining: int, rule: PeriodRule, table: WorkingDayTable) -> bool:
    """Return whether the period ends in this counted interval, looking no further into the table than needed."""
    try:
        end = nth_day(table, rule.day_type, interval.first, remaining, rolls_over=False)
    except NotYetAnnounced:
        if interval.last is None:
            raise
        return False
    return interval.last is None or end <= interval.last


def _allowance(
    events: Iterable[ClockEvent],
    counted: Sequence[Interval],
    rule: PeriodRule,
    table: WorkingDayTable,
    tz: tzinfo,
) -> tuple[int, tuple[date, ...]]:
    """Return the days allowed and the dates of extensions that came too late to count."""
    allowed = rule.base_days
    late: list[date] = []
    for event in events:
        if event.kind is ClockEventKind.EXTEND:
            day = event.at.astimezone(tz).date()
            due, _ = _due(counted, rule, table, allowed)
            if due is not None and day > due:
                late.append(day)
            else:
                allowed += extension_of(event, rule)
    return allowed, tuple(late)


@dataclass(frozen=True)
class SerialComparison:
    """Days the seats would have taken one after the other beside the days that really passed.

    None where the table does not know a year concerned. `days_saved` can be negative: it is measured, not promised.
    """

    seat_days: int | None
    days_passed: int | None
    days_saved: int | None


def serial_counterfactual(
    readings: Iterable[ClockReading],
    table: WorkingDayTable,
    until: date,
    day_type: DayType = DayType.WORKING,
) -> SerialComparison:
    """Compare the seats of a case one after the other with what happened.

    `seat_days` is the sum, over all seats, of the days in their counted intervals; `days_passed` the days after the
    first start up to the last stop (or `until`, today, while a seat is still open), pauses included. Both in days of
    `day_type`, whatever unit each seat's own period is counted in.
    """
    started = [one for one in readings if one.started_on is not None]
    if not started:
        return SerialComparison(0, 0, 0)
    try:
        seat_days = sum(
            count_days(table, day_type, interval.first, interval.last or until)
            for one in started
            for interval in one.intervals
            if not interval.paused
        )
        first = min(one.started_on for one in started if one.started_on is not None)
        last = max(one.ended_on or until for one in started)
        passed = count_days(table, day_type, day_after(first), last)
    except NotYetAnnounced:
        return SerialComparison(None, None, None)
    return SerialComparison(seat_days, passed, seat_days - passed)
