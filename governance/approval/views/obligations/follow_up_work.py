"""What waits for people after and around a decision, handed to the home page and the page of a mine."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.approval.selectors.decisions import delivery
from governance.approval.selectors.notices import notices
from registry.matters.models import Obligation
from registry.matters.selectors import obligations
from registry.scope.models import User
from registry.workspace.selectors import worklist

#: What a line on the start page names of an obligation.
NAMED = ("mine", "matter")


def _words(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return _("Overdue")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def _obligation(row: Obligation, kind: str) -> worklist.WorkItem:
    return worklist.WorkItem(
        title=row.text,
        link=reverse("governance:obligation_detail", args=[row.pk]),
        kind=kind,
        detail=f"{row.mine.name} · {row.source}",
        clock=_words(obligations.days_left(row)),
        level=obligations.level(row),
        icon="list-checks",
        due=row.due_on,
        is_simulated=row.is_simulated,
    )


def to_report(user: User) -> list[worklist.WorkItem]:
    """What the company still has to do and report."""
    rows = obligations.to_report(user).select_related(None).select_related(*NAMED)[: worklist.LIMIT]
    return [_obligation(row, _("Obligation to report")) for row in rows]


def to_verify(user: User) -> list[worklist.WorkItem]:
    """The reports that wait for the department."""
    rows = obligations.to_verify(user).select_related(None).select_related(*NAMED)[: worklist.LIMIT]
    return [_obligation(row, _("Report to verify")) for row in rows]


def to_answer(user: User) -> list[worklist.WorkItem]:
    """The comments on public notices that nobody has answered."""
    return [
        worklist.WorkItem(
            title=row.text[:80],
            link=reverse("governance:case_notice", args=[row.notice.matter_id]) + f"#c-{row.pk}",
            kind=_("Comment to answer"),
            detail=f"{row.notice.matter.case.number} · {row.notice.matter.case.mine.name}",
            level="warn",
            icon="message-square",
            due=row.notice.closes_on,
            is_simulated=row.notice.matter.case.is_simulated,
        )
        for row in notices.to_answer(user)[: worklist.LIMIT]
    ]


def to_deliver(user: User) -> list[worklist.WorkItem]:
    """The signed decisions that the office has not delivered."""
    return [
        worklist.WorkItem(
            title=f"{row.decision.document_number} {row.decision.case.mine.name}",
            link=row.decision.case.get_absolute_url(),
            kind=_("Decision to deliver"),
            detail=row.decision.case.applicant.name,
            clock=_("Overdue") if row.overdue else "",
            level=row.level if row.overdue else "info",
            icon="send",
            due=row.due,
            is_simulated=row.decision.case.is_simulated,
        )
        for row in delivery.statuses(delivery.to_deliver(user)[: worklist.LIMIT])
    ]
