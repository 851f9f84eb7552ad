"""The days of one decided case, from the readings of its clocks."""

import datetime as dt
from collections.abc import Iterable, Sequence

from registry.calendar.rules.clock import ClockReading, Interval
from registry.calendar.rules.working_days import DayType, WorkingDayTable, count_days


def paused_spans(readings: Iterable[ClockReading], until: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The runs of dates on which at least one of the clocks was stopped; runs that touch are one."""
    found = sorted(
        (interval.first, min(interval.last or until, until))
        for reading in readings
        for interval in reading.intervals
        if interval.paused and interval.first <= until
    )
    merged: list[tuple[dt.date, dt.date]] = []
    for first, last in found:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def days_in(spans: Iterable[tuple[dt.date, dt.date]], table: WorkingDayTable) -> int:
    """The working days in runs of dates that do not touch."""
    return sum(count_days(table, DayType.WORKING, first, last) for first, last in spans)


def counted_days(intervals: Sequence[Interval], until: dt.date, table: WorkingDayTable) -> int:
    """The working days on which a clock ran."""
    return sum(
        count_days(table, DayType.WORKING, interval.first, interval.last or until)
        for interval in intervals
        if not interval.paused
    )
