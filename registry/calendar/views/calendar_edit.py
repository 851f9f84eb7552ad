"""The page on which an administrator edits a year and publishes a new version."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.base.rules.errors import Incomplete
from registry.base.rules.problems import RuleError
from registry.calendar.forms import calendars as forms
from registry.calendar.models import CalendarVersion
from registry.calendar.policies.calendars import policy
from registry.calendar.rules import calendar_days, calendar_impacts, calendar_words
from registry.calendar.rules.calendar_days import DayRow
from registry.calendar.selectors import calendars as selectors
from registry.calendar.services import calendars
from registry.calendar.views.calendars import next_year
from registry.scope.models import User
from registry.scope.policies import base
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request: Signed) -> HttpResponse:
    """Edit a year: read a file, look at the difference, publish."""
    user = request.user
    base.ensure(policy.check(user, "publish"))
    version = selectors.current_version()
    if request.method != "POST":
        return _page(request, forms.CalendarYearForm(initial=_initial(request, version)))
    if "import" in request.POST:
        return _import(request, version)
    form = forms.CalendarYearForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    based_on = CalendarVersion.objects.filter(number=form.cleaned_data["based_on"]).first()
    rows, years, sources = _proposal(form, based_on)
    digest = _digest(rows, sources, form.cleaned_data["based_on"])
    if "publish" in request.POST and form.cleaned_data["seen"] == digest:
        return _publish(request, form, rows, years, sources, user)
    return _preview(request, form, based_on, rows, years, digest)


def _initial(request: Signed, version: CalendarVersion | None) -> dict[str, Any]:
    announced = list(version.years) if version else []
    year = forms.year_from(request.GET.get("year", ""), next_year(timezone.localdate(), announced))
    source = (version.sources or {}).get(str(year), "") if version else ""
    return forms.initial_of(selectors.rows(version, year), year, source, version.number if version else 0)


def _import(request: Signed, version: CalendarVersion | None) -> HttpResponse:
    """Read a file into the form; nothing is published."""
    initial = _initial(request, version)
    upload = forms.CalendarFileForm(request.POST, request.FILES)
    if upload.is_valid():
        try:
            rows, sources = upload.read()
        except RuleError as error:
            upload.add_error("file", calendar_words.sentence(error))
        else:
            year = forms.first_year(rows, initial["year"])
            source = sources.get(str(year)) or (version.sources.get(str(year), "") if version else "")
            initial = forms.initial_of(rows, year, source, initial["based_on"])
            found = sum(row.day.year == year for row in rows)
            messages.info(
                request,
                _("%(n)s days of %(year)s were read. Look at the difference before you publish.")
                % {"n": found, "year": year},
            )
    status = 422 if upload.errors else 200
    return _page(
        request, forms.CalendarYearForm(initial=initial), upload=upload if upload.errors else None, status=status
    )


def _proposal(
    form: forms.CalendarYearForm, based_on: CalendarVersion | None
) -> tuple[list[DayRow], list[int], dict[str, str]]:
    """The whole table with the year of the form exchanged."""
    year = form.cleaned_data["year"]
    kept = [row for row in selectors.rows(based_on) if row.day.year != year]
    years = sorted({*(based_on.years if based_on else []), year})
    sources = {**(based_on.sources if based_on else {}), str(year): form.cleaned_data["source"]}
    return sorted(kept + form.rows()), years, sources


def _digest(rows: list[DayRow], sources: dict[str, str], based_on: int) -> str:
    """What the administrator has looked at: publishing anything else shows the difference first."""
    content = [[row.day.isoformat(), row.is_working, row.name, row.name_en] for row in rows]
    return hashlib.sha256(json.dumps([content, sources, based_on], sort_keys=True).encode()).hexdigest()


def _publish(
    request: Signed,
    form: forms.CalendarYearForm,
    rows: list[DayRow],
    years: list[int],
    sources: dict[str, str],
    by: User,
) -> HttpResponse:
    try:
        version = calendars.publish(
            rows,
            years=years,
            sources=sources,
            note=form.cleaned_data["note"],
            by=by,
            based_on=form.cleaned_data["based_on"],
        )
    except Incomplete as error:
        form.add_incomplete(_named(error))
        return _page(request, form, status=422)
    messages.success(request, _("Version %(number)s is published and in force.") % {"number": version.number})
    return redirect(f"{reverse('registry:calendar')}?year={form.cleaned_data['year']}")


def _preview(
    request: Signed,
    form: forms.CalendarYearForm,
    based_on: CalendarVersion | None,
    rows: list[DayRow],
    years: list[int],
    digest: str,
) -> HttpResponse:
    """Show what differs from the version in force and which deadlines move."""
    before = selectors.table(based_on) if based_on else selectors.table()
    try:
        after = calendars.table_of("", years, rows)
    except RuleError as error:
        form.add_error("makeup", calendar_words.sentence(error))
        return _page(request, form, status=422)
    data = request.POST.copy()
    data["seen"] = digest
    shown = forms.CalendarYearForm(data)
    preview = {
        "changes": calendar_days.compare(selectors.rows(based_on, form.cleaned_data["year"]), form.rows()),
        "is_new_year": form.cleaned_data["year"] not in before.years,
        "impacts": calendar_impacts.of(before, after),
    }
    return _page(request, shown, preview=preview)


def _named(error: Incomplete) -> dict[str, list[Any]]:
    """The service speaks of the whole table; the form has other names for its parts."""
    names = {"sources": "source", "years": "year", "days": "rest"}
    return {names.get(name, name): texts for name, texts in error.fields.items()}


def _page(request: Signed, form: forms.CalendarYearForm, *, status: int = 200, **context: Any) -> HttpResponse:
    upload = context.pop("upload", None) or forms.CalendarFileForm()
    return render(
        request, "registry/calendar/calendar_edit.html", {"form": form, "upload": upload, **context}, status=status
    )
