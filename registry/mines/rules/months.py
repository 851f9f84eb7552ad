"""Months as their first days."""

import datetime as dt
import re
import unicodedata

from registry.base.rules.problems import RuleError

#: No month before it is entered: earlier books are not what the register is for.
FIRST = dt.date(1990, 1, 1)
_MONTH = re.compile(r"^(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*月?$")
_DAY = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.]0?1(?: 00:00:00)?$")


def of(day: dt.date) -> dt.date:
    """The month in which a day lies."""
    return day.replace(day=1)


def back(month: dt.date, count: int) -> dt.date:
    """The month `count` months earlier (later, when it is negative)."""
    number = month.year * 12 + month.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1)


def between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every month from the first to the last, both counted; none when the last lies before the first."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [back(first, -step) for step in range(count + 1)]


def read(text: str) -> dt.date | None:
    """A month as people write it (2026-03, 2026/3, 2026年3月, or its first day), None for a blank.

    Raises `RuleError` for anything else: a day in the middle of a month is no month.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    match = _MONTH.match(plain) or _DAY.match(plain)
    if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
        raise RuleError("month.not_a_month", value=text[:40])
    return dt.date(int(match[1]), int(match[2]), 1)
