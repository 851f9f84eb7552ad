"""One year of the working-day calendar, laid out in months for a page."""

import calendar
import datetime as dt
from dataclasses import dataclass

from registry.calendar.rules.calendar_days import DayRow
from registry.calendar.rules.working_days import WorkingDayTable

WORKING, WEEKEND, REST, MAKEUP, UNKNOWN = "working", "weekend", "rest", "makeup", "unknown"


@dataclass(frozen=True)
class Cell:
    """One day: what it is, and the occasion in both languages."""

    day: dt.date
    kind: str
    row: DayRow | None = None
    is_today: bool = False


@dataclass(frozen=True)
class Month:
    """The weeks of one month, Monday first; None pads the first and last week."""

    first: dt.date
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    """A year with its months and how many days of each kind it has."""

    year: int
    is_announced: bool
    months: list[Month]
    counts: dict[str, int]


def year_of(table: WorkingDayTable, rows: list[DayRow], year: int, today: dt.date) -> Year:
    """Lay out a year; one that is not announced has days of no known kind."""
    named = {row.day: row for row in rows}
    announced = year in table.years
    counts = dict.fromkeys((WORKING, WEEKEND, REST, MAKEUP, UNKNOWN), 0)
    months = []
    for number in range(1, 13):
        weeks: list[list[Cell | None]] = []
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(year, number):
            cells: list[Cell | None] = []
            for day in week:
                if day.month != number:
                    cells.append(None)
                    continue
                kind = _kind(table, named.get(day), day) if announced else UNKNOWN
                counts[kind] += 1
                cells.append(Cell(day, kind, named.get(day), day == today))
            weeks.append(cells)
        months.append(Month(dt.date(year, number, 1), weeks))
    return Year(year, announced, months, counts)


def _kind(table: WorkingDayTable, row: DayRow | None, day: dt.date) -> str:
    if row is not None:
        return MAKEUP if row.is_working else REST
    return WORKING if table.is_working(day) else WEEKEND
