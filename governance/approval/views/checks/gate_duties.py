"""The gates that wait for a person's department, on the list of what waits."""

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.approval.selectors.checks import gate_duties
from registry.scope.models import User
from registry.workspace.selectors import worklist


def waiting(user: User) -> list[worklist.WorkItem]:
    """One item for each case with gates to record."""
    duties = gate_duties.duties(user, limit=worklist.LIMIT)
    names = gate_duties.names(sorted({code for duty in duties for code in duty.codes}))
    return [
        worklist.WorkItem(
            title=f"{duty.case.number} {duty.case.mine.name}",
            link=reverse("governance:case_checks", args=[duty.case.pk]),
            kind=_("Gates to record"),
            detail=_(", ").join(names[code] for code in duty.codes),
            level="info",
            icon="clipboard-check",
            is_simulated=duty.case.is_simulated,
        )
        for duty in duties
    ]


def waiting_count(user: User) -> int:
    """In how many cases a gate waits, beyond those that the list shows."""
    return gate_duties.waiting(user).count()
