"""Publish versions of the working-day calendar."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules import request_context
from registry.base.rules.errors import Incomplete, Stale
from registry.base.services import validation
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.calendar.models.calendars import NOTICE
from registry.calendar.policies.calendars import policy
from registry.calendar.rules import calendar_words
from registry.calendar.rules.calendar_days import DayRow, days_of_notices
from registry.calendar.rules.working_days import CalendarError, WorkingDayTable
from registry.calendar.selectors import calendars
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies import base


@transaction.atomic
def publish(
    days: Iterable[DayRow],
    *,
    years: Iterable[int],
    sources: Mapping[str, str],
    note: str = "",
    by: Actor,
    based_on: int | None = None,
) -> CalendarVersion:
    """Publish the whole table as a new version and return it.

    `based_on` is the number of the version the editor started from (0 for none): when another was published meanwhile,
    `Stale` shows both.
    """
    if isinstance(by, User):
        base.ensure(policy.check(by, "publish"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('calendar:publish', 0))")
    latest = CalendarVersion.objects.order_by("-number").first()
    number = latest.number if latest else 0
    rows, announced = sorted(set(days)), sorted(set(years))
    if based_on is not None and based_on != number and latest is not None:
        raise _stale(latest, based_on, rows)
    kept_sources = {str(year): sources.get(str(year), "").strip() for year in announced}
    _check(rows, announced, kept_sources, note)
    version = CalendarVersion.objects.create(
        number=number + 1,
        years=announced,
        sources=kept_sources,
        note=note.strip(),
        published_by=by if isinstance(by, User) else None,
    )
    request_context.forget(calendars.IN_FORCE)
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(version=version, day=row.day, is_working=row.is_working, name=row.name, name_en=row.name_en)
            for row in rows
        ]
    )
    audit.record(
        "calendar.published",
        version,
        by=by,
        before={"version": number},
        after={"version": version.number, "years": announced, "days": len(rows), "note": version.note},
    )
    return version


def seed_from_file(path: Path, *, by: Actor) -> CalendarVersion | None:
    """Publish the notices of a file unless a calendar is there already; return the new version or None."""
    if CalendarVersion.objects.exists():
        return None
    notices = json.loads(path.read_text(encoding="utf-8"))["years"]
    return publish(
        days_of_notices(notices),
        years=[int(year) for year in notices],
        sources={year: notice["source"] for year, notice in notices.items()},
        note=_("Seeded from the notices of the State Council."),
        by=by,
        based_on=0,
    )


def _check(rows: list[DayRow], years: list[int], sources: Mapping[str, str], note: str) -> None:
    problems = validation.columns(CalendarVersion, {"note": note})
    if not years:
        problems["years"] = [_("Name at least one year.")]
    elif years[0] < 2000 or years[-1] > 2100:
        problems["years"] = [_("A year lies between 2000 and 2100.")]
    missing = [year for year, source in sources.items() if not source]
    if missing:
        problems["sources"] = [_("Name the notice for %(years)s.") % {"years": ", ".join(missing)}]
    elif wrong := [text for told in sources.values() for text in limits.against(NOTICE, told, is_needed=True)]:
        problems["sources"] = wrong
    twice = sorted({row.day.isoformat() for row, after in pairwise(rows) if row.day == after.day})
    if twice:
        problems["days"] = [_("Listed twice: %(days)s.") % {"days": ", ".join(twice)}]
    if not problems:
        try:
            table_of("", years, rows)
        except CalendarError as error:
            problems["days"] = [calendar_words.sentence(error)]
    if problems:
        raise Incomplete(problems)


def table_of(version: str, years: Iterable[int], rows: Iterable[DayRow]) -> WorkingDayTable:
    """The table that these days make; raises `CalendarError` when they cannot."""
    rest: set[dt.date] = set()
    makeup: set[dt.date] = set()
    for row in rows:
        (makeup if row.is_working else rest).add(row.day)
    return WorkingDayTable(version, frozenset(years), frozenset(rest), frozenset(makeup))


def _stale(latest: CalendarVersion, based_on: int, rows: list[DayRow]) -> Stale:
    who = latest.published_by.full_name if latest.published_by else _("the system")
    return Stale(
        _("%(who)s published version %(number)s while you were editing. Look at it and start again from it.")
        % {"who": who, "number": latest.number},
        mine={_("Version you started from"): based_on, _("Days listed"): len(rows)},
        theirs={_("Version in force"): latest.number, _("Days listed"): latest.days.count(), _("Note"): latest.note},
    )
