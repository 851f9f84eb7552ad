"""Pages of the working-day calendar."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.base.rules.errors import OutOfScope
from registry.calendar.forms.calendars import year_from
from registry.calendar.models import CalendarVersion
from registry.calendar.policies.calendars import policy
from registry.calendar.selectors import calendar_year, calendars
from registry.web.views.signed import Signed


@login_required
@require_safe
def calendar(request: Signed) -> HttpResponse:
    """One year of the calendar in force, or of an older version."""
    user = request.user
    today = timezone.localdate()
    version = _version(request.GET.get("version", ""))
    year = year_from(request.GET.get("year", ""), today.year)
    table, rows = calendars.table(version), calendars.rows(version, year)
    shown = calendar_year.year_of(table, rows, year, today)
    return render(
        request,
        "registry/calendar/calendar.html",
        {
            "version": version,
            "versions": CalendarVersion.objects.select_related("published_by").order_by("-number")[:20],
            "year": shown,
            "source": (version.sources or {}).get(str(year), "") if version else "",
            "years": year_chips(sorted(table.years), year, version),
            "stats": _stats(shown),
            "weekdays": weekdays(),
            "may_publish": policy.check(user, "publish"),
        },
    )


def _version(number: str) -> CalendarVersion | None:
    if not number:
        return calendars.current_version()
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise OutOfScope
    found = CalendarVersion.objects.filter(number=int(number)).first()
    if found is None:
        raise OutOfScope
    return found


def year_chips(announced: list[int], current: int, version: CalendarVersion | None) -> list[dict[str, Any]]:
    """The announced years, the year after them, and the year shown."""
    last = announced[-1] if announced else timezone.localdate().year - 1
    older = f"&version={version.number}" if version else ""
    return [
        {"label": str(year), "url": f"?year={year}{older}", "current": year == current}
        for year in sorted({*announced, last + 1, current})
    ]


def weekdays() -> list[str]:
    """The heads of the week, Monday first."""
    return [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]


def _stats(year: calendar_year.Year) -> list[dict[str, Any]]:
    if not year.is_announced:
        return []
    counts = year.counts
    return [
        {"label": _("Working days"), "value": counts["working"] + counts["makeup"], "icon": "briefcase"},
        {"label": _("Days off of holidays"), "value": counts["rest"], "icon": "party-popper"},
        {"label": _("Make-up working days"), "value": counts["makeup"], "icon": "repeat-2"},
        {"label": _("Other weekend days"), "value": counts["weekend"], "icon": "coffee"},
    ]


def next_year(today: dt.date, announced: list[int]) -> int:
    """The year an administrator most likely wants to enter: the one after the last announced."""
    return announced[-1] + 1 if announced else today.year
