"""Count periods in working days or calendar days against one version of the holiday table.

China works from Monday to Friday except on days the State Council announces as rest days, and also on the weekend
days it announces as make-up working days. The notice for a year appears late in the year before, so a table knows
only some years: any question beyond them ends in `NotYetAnnounced`, never in a guess.

Sources
    Administrative Licensing Law, art. 82: periods of that law are working days, statutory holidays not counted.
    Civil Code, art. 201: the day on which a period begins is not counted, the next day is day 1.
    Civil Code, art. 203: a period whose last day is a statutory holiday ends on the day after the holiday. The text was
    read; that it governs calendar-day periods of public bodies, and weekends too, is common practice by analogy
    (certainty: medium), therefore `rolls_over` is a setting of each rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from registry.base.rules.problems import Problem, RuleError

SATURDAY = 5


class DayType(StrEnum):
    """The unit in which a period is counted."""

    WORKING = "working"
    CALENDAR = "calendar"


class NotYetAnnounced(Exception):
    """The answer depends on a year for which the table holds no State Council notice."""

    def __init__(self, year: int) -> None:
        super().__init__(f"The working days of {year} are not yet announced.")
        self.year = year
        self.problem = Problem("calendar.not_yet_announced", {"year": year})


class CalendarError(RuleError):
    """The rest days and make-up working days given do not make a possible table."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of consecutive announced years, unrolled day by day."""

    base: int
    last_year: int
    before: list[int]
    days: list[date]


@dataclass(frozen=True)
class WorkingDayTable:
    """One immutable version of the working-day calendar.

    `years` are the announced years; `rest` the announced days off (weekend days among them may be listed or not);
    `makeup` the weekend days declared working. Counting and adding take constant time: `before[i]` holds the number of
    working days ahead of day `i` of a run of years, `days` the working days themselves.
    """

    version: str
    years: frozenset[int]
    rest: frozenset[date]
    makeup: frozenset[date]
    _blocks: Mapping[int, _Block] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for day in sorted(self.rest | self.makeup):
            if day.year not in self.years:
                raise CalendarError("calendar.day_outside_years", day=day.isoformat())
        for day in sorted(self.makeup):
            if day in self.rest:
                raise CalendarError("calendar.rest_and_makeup", day=day.isoformat())
            if day.weekday() < SATURDAY:
                raise CalendarError("calendar.makeup_on_weekday", day=day.isoformat())
        object.__setattr__(self, "_blocks", self._unroll())

    def _unroll(self) -> dict[int, _Block]:
        """Return the block of every announced year; neighbouring years share one."""
        blocks: dict[int, _Block] = {}
        for year in sorted(self.years):
            previous = blocks.get(year - 1)
            first = date(year, 1, 1)
            block = previous or _Block(first.toordinal(), year, [], [])
            for ordinal in range(first.toordinal(), date(year, 12, 31).toordinal() + 1):
                block.before.append(len(block.days))
                day = date.fromordinal(ordinal)
                if day in self.makeup or (day.weekday() < SATURDAY and day not in self.rest):
                    block.days.append(day)
            block = _Block(block.base, year, block.before, block.days)
            for earlier in range(date.fromordinal(block.base).year, year + 1):
                blocks[earlier] = block
        return blocks

    def _block(self, day: date) -> _Block:
        block = self._blocks.get(day.year)
        if block is None:
            raise NotYetAnnounced(day.year)
        return block

    def is_working(self, day: date) -> bool:
        """Return whether `day` is a working day; raise `NotYetAnnounced` beyond the table."""
        if day.year not in self.years:
            raise NotYetAnnounced(day.year)
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.rest)

    def count_working_days(self, start: date, end: date) -> int:
        """Return the number of working days from `start` to `end`, both included; 0 when `end` is before `start`."""
        if end < start:
            return 0
        block = self._block(start)
        if end.year > block.last_year:
            raise NotYetAnnounced(block.last_year + 1)
        last = end.toordinal() - block.base
        return block.before[last] + self.is_working(end) - block.before[start.toordinal() - block.base]

    def nth_working_day(self, first: date, number: int) -> date:
        """Return the working day with this number (1, 2, ...), counting `first` itself if it is one."""
        if number < 1:
            raise ValueError("A working day's number starts at 1.")
        block = self._block(first)
        position = block.before[first.toordinal() - block.base] + number - 1
        if position >= len(block.days):
            raise NotYetAnnounced(block.last_year + 1)
        return block.days[position]

    def add_working_days(self, start: date, days: int) -> date:
        """Return the last day of a period of `days` working days; the day after `start` is the first that can count."""
        return self.nth_working_day(day_after(start), days)

    def next_working_day(self, day: date) -> date:
        """Return `day` if it is a working day, otherwise the first one after it."""
        return self.nth_working_day(day, 1)


def day_after(day: date) -> date:
    """Return the next calendar day; the end of the calendar counts as not announced."""
    if day == date.max:
        raise NotYetAnnounced(date.max.year + 1)
    return day + timedelta(days=1)


def count_days(table: WorkingDayTable, day_type: DayType, start: date, end: date) -> int:
    """Return the days of this type from `start` to `end`, both included; 0 when `end` is before `start`."""
    if day_type is DayType.WORKING:
        return table.count_working_days(start, end)
    return max(0, (end - start).days + 1)


def nth_day(table: WorkingDayTable, day_type: DayType, first: date, number: int, *, rolls_over: bool = True) -> date:
    """Return the last day of a period of `number` days whose first possible day is `first`.

    `rolls_over` moves the end of a calendar-day period that falls on a rest day to the next working day (Civil Code,
    art. 203); a working-day period always ends on a working day. Calendar-day periods that do not roll over need no
    table and never raise `NotYetAnnounced`.
    """
    if day_type is DayType.WORKING:
        return table.nth_working_day(first, number)
    if number < 1:
        raise ValueError("A day's number starts at 1.")
    try:
        last = first + timedelta(days=number - 1)
    except OverflowError:
        raise NotYetAnnounced(date.max.year + 1) from None
    return table.next_working_day(last) if rolls_over else last


def end_of_period(
    table: WorkingDayTable,
    start: date,
    days: int,
    *,
    day_type: DayType = DayType.WORKING,
    starts_next_day: bool = True,
    rolls_over: bool = True,
) -> date:
    """Return the last day of a period that begins with an event on `start`.

    With `starts_next_day` the day after `start` is the first that can count (Civil Code, art. 201); without it `start`
    itself is.
    """
    first = day_after(start) if starts_next_day else start
    return nth_day(table, day_type, first, days, rolls_over=rolls_over)


def table_from_notices(version: str, notices: Mapping[str, Mapping[str, Any]]) -> WorkingDayTable:
    """Build a table from notices shaped like `data/working_days.json`.

    `notices` maps a year to `off` (rows that begin with the first and last rest day, ISO dates, both included) and
    `makeup_workdays` (ISO dates).
    """
    rest: set[date] = set()
    makeup: set[date] = set()
    for notice in notices.values():
        for row in notice["off"]:
            rest.update(_days_between(date.fromisoformat(row[0]), date.fromisoformat(row[1])))
        makeup.update(date.fromisoformat(day) for day in notice["makeup_workdays"])
    return WorkingDayTable(version, frozenset(int(year) for year in notices), frozenset(rest), frozenset(makeup))


def _days_between(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
