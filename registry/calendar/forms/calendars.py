"""The form in which an administrator edits one year of the calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.calendar.models import CalendarVersion
from registry.calendar.models.calendars import NOTICE
from registry.calendar.rules import calendar_days, calendar_words
from registry.calendar.rules.calendar_days import DayRow, DaysRefused
from registry.web.forms import columns
from registry.web.forms.base import UiForm

_LINES = {"rows": 9, "spellcheck": "false"}


class CalendarYearForm(UiForm, forms.Form):
    """Rest days and make-up days as lines of text, with the notice that announces them."""

    wide = ("source", "note")
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    source = columns.text(NOTICE, label=_("Notice"), help_text=_("Title and number of the State Council notice."))
    rest = forms.CharField(
        label=_("Days off"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("One day or period a line: 2027-02-06..2027-02-12 春节 / Spring Festival"),
    )
    makeup = forms.CharField(
        label=_("Make-up working days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("Saturdays and Sundays worked instead, one a line: 2027-02-14"),
    )
    note = columns.text(limits.column(CalendarVersion, "note"), label=_("Why this version"))
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_rest(self) -> str:
        return self._lines("rest", is_working=False)

    def clean_makeup(self) -> str:
        return self._lines("makeup", is_working=True)

    def _lines(self, name: str, *, is_working: bool) -> str:
        text = str(self.cleaned_data[name])
        try:
            calendar_days.parse_lines(text, is_working=is_working)
        except DaysRefused as error:
            raise forms.ValidationError(calendar_words.sentence(error)) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Days of another year belong to that year's page."""
        cleaned = super().clean() or self.cleaned_data
        year = cleaned.get("year")
        for name, is_working in (("rest", False), ("makeup", True)):
            rows = calendar_days.parse_lines(cleaned.get(name) or "", is_working=is_working)
            stray = [row.day for row in rows if year and row.day.year != year]
            if stray:
                self.add_error(name, _("%(day)s does not lie in this year.") % {"day": stray[0].isoformat()})
        return cleaned

    def rows(self) -> list[DayRow]:
        """The days of the year as entered; only for a valid form."""
        rest = calendar_days.parse_lines(self.cleaned_data["rest"], is_working=False)
        return sorted(rest + calendar_days.parse_lines(self.cleaned_data["makeup"], is_working=True))


class CalendarFileForm(UiForm, forms.Form):
    """A file with days, read into the form above."""

    file = forms.FileField(
        label=_("File with days"),
        help_text=_(
            "JSON with years, or CSV with the columns date, type (rest or makeup), name, name_en. At most 1 MB."
        ),
    )

    def clean_file(self) -> Any:
        """Small files only: a year has 366 days."""
        upload = self.cleaned_data["file"]
        if upload.size > 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        return upload

    def read(self) -> tuple[list[DayRow], dict[str, str]]:
        """The days and the notices by year; raises `DaysRefused`."""
        content = self.cleaned_data["file"].read()
        kind = "json" if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "csv"
        return calendar_days.parse_file(content, kind)


def initial_of(rows: list[DayRow], year: int, source: str, based_on: int) -> dict[str, Any]:
    """What the form shows for a year."""
    return {
        "year": year,
        "source": source,
        "rest": calendar_days.write_lines(row for row in rows if not row.is_working and row.day.year == year),
        "makeup": calendar_days.write_lines(row for row in rows if row.is_working and row.day.year == year),
        "based_on": based_on,
    }


def first_year(rows: list[DayRow], default: int) -> int:
    """The only year a file speaks of, else the default."""
    years = {row.day.year for row in rows}
    return years.pop() if len(years) == 1 else default


def year_from(text: str, default: int) -> int:
    """A year from an address; the default when it is none."""
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100 else default
