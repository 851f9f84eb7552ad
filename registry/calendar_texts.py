"""What is wrong with a list of calendar days, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.rules.problems import RuleError

_TEXTS: dict[str, Any] = {
    "calendar.day_outside_years": _("%(day)s lies in a year that is not announced here."),
    "calendar.rest_and_makeup": _("%(day)s is listed as a rest day and as a working day."),
    "calendar.makeup_on_weekday": _("%(day)s is a weekday, so it cannot be a make-up working day."),
    "calendar.range_reversed": _("The period from %(first)s to %(last)s runs backwards or lasts more than a year."),
    "calendar.line_unreadable": _("Line %(line)s cannot be read: %(text)s"),
    "calendar.too_many_rows": _("The list has more than %(limit)s rows."),
    "calendar.json_unreadable": _(
        "The JSON does not have the expected shape: years, each with source, off and makeup_workdays."
    ),
    "calendar.csv_unreadable": _("The CSV cannot be read."),
    "calendar.type_unknown": _("Line %(line)s: the type must be rest or makeup."),
    "calendar.date_unreadable": _("Line %(line)s: the date must be written like 2027-10-01."),
}


def sentence(error: RuleError) -> str:
    """The sentence for a problem; its code when nobody worded it."""
    pattern = _TEXTS.get(error.code)
    return str(pattern) % error.params if pattern else error.code
