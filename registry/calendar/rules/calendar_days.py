"""The days of a working-day calendar as rows, and what changes between two of them."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.base.rules.problems import RuleError

MAX_ROWS = 2_000


class DaysRefused(RuleError):
    """A list of days that cannot be read."""


@dataclass(frozen=True, order=True)
class DayRow:
    """One day that differs from its weekday, or a rest day within a holiday."""

    day: dt.date
    is_working: bool
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class DayChange:
    """A day on which two calendars differ; None where a calendar says nothing about the day."""

    day: dt.date
    before: DayRow | None
    after: DayRow | None


def days_of_notices(notices: Mapping[str, Mapping[str, Any]]) -> list[DayRow]:
    """The rows of notices shaped like `data/working_days.json`."""
    rows: list[DayRow] = []
    for notice in notices.values():
        for first, last, *names in notice["off"]:
            name, name_en = (*names, "", "")[:2]
            rows += [
                DayRow(day, False, name, name_en)
                for day in days_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            ]
        rows += [
            DayRow(dt.date.fromisoformat(day), True, "调休上班", "Make-up day") for day in notice["makeup_workdays"]
        ]
    return sorted(rows)


def days_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day from `first` to `last`, both included; more than a year is refused."""
    length = (last - first).days
    if length < 0 or length > 366:
        raise DaysRefused("calendar.range_reversed", first=first.isoformat(), last=last.isoformat())
    return [first + dt.timedelta(days=offset) for offset in range(length + 1)]


def compare(before: Iterable[DayRow], after: Iterable[DayRow]) -> list[DayChange]:
    """The days on which two calendars differ, in order."""
    old = {row.day: row for row in before}
    new = {row.day: row for row in after}
    return [DayChange(day, old.get(day), new.get(day)) for day in sorted(old | new) if old.get(day) != new.get(day)]


def parse_lines(text: str, *, is_working: bool) -> list[DayRow]:
    """Read `2027-02-06..2027-02-12 Name / English name`, one day or range a line; a wrong line is named."""
    rows: list[DayRow] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if number > MAX_ROWS:
            raise DaysRefused("calendar.too_many_rows", limit=MAX_ROWS)
        span, _, names = line.strip().partition(" ")
        name, _, name_en = names.partition("/")
        first, _, last = span.replace("～", "..").replace("~", "..").partition("..")
        try:
            days = days_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
        except DaysRefused:
            raise
        except ValueError:
            raise DaysRefused("calendar.line_unreadable", line=number, text=line.strip()[:60]) from None
        rows += [DayRow(day, is_working, name.strip()[:60], name_en.strip()[:60]) for day in days]
    return rows


def write_lines(rows: Iterable[DayRow]) -> str:
    """The inverse of `parse_lines`: neighbouring days of one occasion become a range."""
    spans: list[tuple[dt.date, dt.date, str]] = []
    for row in sorted(rows):
        names = f"{row.name} / {row.name_en}" if row.name_en else row.name
        if spans and spans[-1][2] == names and row.day - spans[-1][1] == dt.timedelta(days=1):
            spans[-1] = (spans[-1][0], row.day, names)
        else:
            spans.append((row.day, row.day, names))
    return "\n".join(f"{first}{f'..{last}' if last != first else ''} {names}".strip() for first, last, names in spans)


def parse_file(content: bytes, kind: str) -> tuple[list[DayRow], dict[str, str]]:
    """Read days from JSON (shaped like `data/working_days.json`) or CSV (`date,type,name,name_en`).

    Return the rows and the notices by year (JSON only).
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    if kind in {"json", "geojson"}:
        return _parse_json(text)
    return _parse_csv(text), {}


def _parse_json(text: str) -> tuple[list[DayRow], dict[str, str]]:
    try:
        notices = json.loads(text)["years"]
        rows = days_of_notices(notices)
        sources = {str(int(year)): str(notice.get("source", "")) for year, notice in notices.items()}
    except DaysRefused:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DaysRefused("calendar.json_unreadable") from None
    return rows, sources


def _parse_csv(text: str) -> list[DayRow]:
    rows: list[DayRow] = []
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text, newline="")), 2):
            if number > MAX_ROWS:
                raise DaysRefused("calendar.too_many_rows", limit=MAX_ROWS)
            rows.append(_csv_row(record, number))
    except csv.Error:
        raise DaysRefused("calendar.csv_unreadable") from None
    return rows


def _csv_row(record: Mapping[str, Any], number: int) -> DayRow:
    kind = (record.get("type") or "").strip().lower()
    if kind not in {"rest", "holiday", "off", "makeup", "working"}:
        raise DaysRefused("calendar.type_unknown", line=number)
    try:
        day = dt.date.fromisoformat((record.get("date") or "").strip())
    except ValueError:
        raise DaysRefused("calendar.date_unreadable", line=number) from None
    name, name_en = ((record.get(column) or "").strip()[:60] for column in ("name", "name_en"))
    return DayRow(day, kind in {"makeup", "working"}, name, name_en)
