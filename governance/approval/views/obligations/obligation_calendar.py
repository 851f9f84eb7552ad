"""The calendar of obligations: one month, day by day."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.calendar.views.calendars import weekdays
from registry.matters.models import Obligation
from registry.matters.selectors import obligations as selectors
from registry.web.views.signed import Signed

STRIP, MOST = 8, 500


@dataclass
class Cell:
    """One day of the calendar."""

    day: dt.date
    in_month: bool
    is_today: bool
    rows: list[Obligation] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The most urgent tone of the day."""
        tones = [selectors.level(row) for row in self.rows]
        return next((tone for tone in ("bad", "warn", "wait", "info", "ok") if tone in tones), "muted")

    @property
    def url(self) -> str:
        """The list of what is due on the day."""
        asked = urlencode({"due_after": self.day.isoformat(), "due_before": self.day.isoformat()})
        return f"{reverse('governance:obligation_list')}?{asked}"


@login_required
@require_safe
def obligation_calendar(request: Signed) -> HttpResponse:
    """What is due in a month, and what is overdue already."""
    user = request.user
    first = month_from(request.GET.get("month", ""), timezone.localdate())
    weeks = weeks_of(first)
    rows = list(selectors.due_between(selectors.listing(user), weeks[0][0].day, weeks[-1][-1].day)[:MOST])
    cells = {cell.day: cell for week in weeks for cell in week}
    for row in rows:
        cells[row.due_on].rows.append(row)
    late = list(selectors.overdue(selectors.listing(user)).order_by("due_on", "pk")[: STRIP + 1])
    context = {
        "first": first,
        "weeks": weeks,
        "weekdays": weekdays(),
        "rows": [row for row in rows if row.due_on.month == first.month],
        "late": late[:STRIP],
        "more_late": len(late) > STRIP,
        "previous": _address(first - dt.timedelta(days=1)) if first > dt.date(2000, 1, 1) else "",
        "next": _address(first + dt.timedelta(days=31)) if first < dt.date(2100, 12, 1) else "",
        "list_url": reverse("governance:obligation_list"),
    }
    return render(request, "governance/approval/obligation_calendar.html", context)


def month_from(text: str, today: dt.date) -> dt.date:
    """The first day of the month in `text` (2026-11); this month for anything else."""
    year, _dash, month = text.partition("-")
    plain = len(text) <= 7 and text.isascii() and year.isdigit() and month.isdigit()
    if plain and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return dt.date(int(year), int(month), 1)
    return today.replace(day=1)


def weeks_of(first: dt.date) -> list[list[Cell]]:
    """Whole weeks, Monday first, that cover the month."""
    today = timezone.localdate()
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return [[Cell(day, day.month == first.month, day == today) for day in week] for week in weeks]


def _address(day: dt.date) -> Any:
    return f"{reverse('governance:obligation_calendar')}?month={day:%Y-%m}"
