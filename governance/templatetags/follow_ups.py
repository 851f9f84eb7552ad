"""Words and panels of what comes after a decision."""

from typing import Any

from django import template

from governance.approval.selectors.cases.cases import Overview
from governance.approval.views.obligations import follow_up_panels
from registry.matters.models import Obligation
from registry.matters.selectors import obligations

register = template.Library()
register.filter("obligation_level", obligations.level)
register.filter("obligation_left", obligations.days_left)


@register.filter
def obligation_late(row: Obligation) -> bool:
    """Whether the obligation is overdue."""
    return obligations.is_overdue(row)


@register.simple_tag(takes_context=True)
def follow_ups(context: Any, view: Overview) -> follow_up_panels.CasePanel:
    """What the page of a case shows after and around its decision."""
    return follow_up_panels.of_case(view.case, context["request"].user, view.decision)
