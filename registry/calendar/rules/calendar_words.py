"""What is wrong with a list of calendar days, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.base.rules import problem_words
from registry.base.rules.problems import RuleError

_TEXTS: dict[str, Any] = {
    "calendar.range_reversed": _("The period from %(first)s to %(last)s runs backwards or lasts more than a year."),
    "calendar.line_unreadable": _("Line %(line)s cannot be read: %(text)s"),
    "calendar.too_many_rows": _("The list has more than %(limit)s rows."),
    "calendar.json_unreadable": _("The JSON has another shape than expected: years with source, off, makeup_workdays."),
    "calendar.csv_unreadable": _("The CSV cannot be read."),
    "calendar.type_unknown": _("Line %(line)s: the type must be rest or makeup."),
    "calendar.date_unreadable": _("Line %(line)s: the date must be written like 2027-10-01."),
}


def sentence(error: RuleError) -> str:
    """The sentence for a problem of a list of days, or of the table it makes."""
    pattern = _TEXTS.get(error.code)
    return str(pattern) % error.params if pattern else problem_words.text_of(error.problem)
