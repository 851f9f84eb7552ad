"""Words of calendar days."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.calendar.rules.calendar_days import DayRow

register = template.Library()


@register.filter
def occasion(row: DayRow | None) -> str:
    """The name of the occasion in the reader's language."""
    if row is None:
        return ""
    return row.name if (get_language() or "zh").startswith("zh") else row.name_en or row.name


@register.filter
def day_words(row: DayRow | None) -> str:
    """What a calendar says about a day."""
    if row is None:
        return _("as its weekday")
    kind = _("make-up working day") if row.is_working else _("day off")
    name = occasion(row)
    return f"{kind} · {name}" if name else kind
