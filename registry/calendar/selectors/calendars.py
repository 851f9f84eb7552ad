"""Read the working-day calendar."""

from functools import lru_cache

from registry.base.rules import request_context
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.calendar.rules.calendar_days import DayRow
from registry.calendar.rules.working_days import WorkingDayTable

#: What a request has read: the version in force. Publishing another one forgets it.
IN_FORCE = "calendar in force"


def current_version() -> CalendarVersion | None:
    """The version in force: the latest published; None before the first."""
    return CalendarVersion.objects.order_by("-number").first()


def table(version: CalendarVersion | int | None = None) -> WorkingDayTable:
    """The working-day table of a version (the one in force when none is named).

    A version never changes, so its table is computed once in a process. Before the first version no year is announced.
    """
    if not isinstance(version, CalendarVersion):
        if version is None:
            version = request_context.once(IN_FORCE, current_version)
        else:
            version = CalendarVersion.objects.get(number=version)
    if version is None:
        return WorkingDayTable("0", frozenset(), frozenset(), frozenset())
    return _table(version.pk, version.number, tuple(version.years))


@lru_cache(maxsize=16)
def _table(pk: int, number: int, years: tuple[int, ...]) -> WorkingDayTable:
    days = CalendarDay.objects.filter(version_id=pk).values_list("day", "is_working")
    rest = frozenset(day for day, is_working in days if not is_working)
    return WorkingDayTable(
        str(number), frozenset(years), rest, frozenset(day for day, is_working in days if is_working)
    )


def forget() -> None:
    """Forget the tables of this process, which now stands on another database."""
    _table.cache_clear()


def rows(version: CalendarVersion | None, year: int | None = None) -> list[DayRow]:
    """The days of a version, of one year when it is named."""
    if version is None:
        return []
    days = version.days.order_by("day")
    if year is not None:
        days = days.filter(day__year=year)
    return [DayRow(day.day, day.is_working, day.name, day.name_en) for day in days]
