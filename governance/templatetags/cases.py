"""Template filters of the case pages."""

from django import template

from governance.approval.selectors.clocks.clocks import CaseClock, Clock
from governance.approval.services.cases.case_kind import TONES

register = template.Library()


@register.filter
def case_tone(state: str) -> str:
    """The tone of a state's status tag."""
    return TONES.get(state, "muted")


@register.filter
def main_clock(clocks: list[CaseClock] | None) -> CaseClock | None:
    """The clock that a list row shows: the decision once it started, else the completeness check."""
    by_kind = {reading.clock: reading for reading in clocks or []}
    return by_kind.get(Clock.DECISION) or by_kind.get(Clock.INTAKE)
