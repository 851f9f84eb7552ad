"""Words and panels of what comes after a decision."""

from typing import Any

from django import template

from governance.models import Case, Obligation
from governance.selectors import obligations
from governance.views import aftermath_panels

register = template.Library()
register.filter("obligation_level", obligations.level)
register.filter("obligation_left", obligations.days_left)


@register.filter
def obligation_late(row: Obligation) -> bool:
    """Whether the obligation is overdue."""
    return obligations.is_overdue(row)


@register.simple_tag(takes_context=True)
def aftermath(context: Any, case: Case) -> aftermath_panels.CasePanel:
    """What the page of a case shows after and around its decision."""
    return aftermath_panels.of_case(case, context["request"].user)
