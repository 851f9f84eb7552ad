"""Template filters of the meeting pages."""

from django import template

from governance.committee.tables.meetings import TONES

register = template.Library()


@register.filter
def meeting_tone(state: str) -> str:
    """The tone of a state's status tag."""
    return TONES.get(state, "muted")
