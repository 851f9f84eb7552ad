"""The obligations that a case finds on its mine, and those that its decision set."""

from django.db.models import QuerySet
from django.utils import timezone

from governance.approval.models import Case, Decision
from governance.approval.rules.checks.outcomes import Outcome
from registry.matters.models import Obligation
from registry.matters.selectors import obligations
from registry.scope.models import User


def before(decision: Decision) -> QuerySet[Obligation]:
    """The pending obligations of the mine that come from other cases, in a fixed order for locking."""
    rows = Obligation.objects.filter(mine=decision.case.mine_id, state__in=Obligation.PENDING)
    return rows.exclude(matter=decision.case_id).select_related("verifier").order_by("pk")


def gate(case: Case) -> Outcome:
    """The check `gate-obligations`: no obligation of the mine is overdue."""
    rows = list(obligations.overdue_of(case.mine))
    details = tuple({"obligation": row.pk, "text": row.text, "due_on": row.due_on.isoformat()} for row in rows)
    if rows:
        texts = "；".join(f"{row.text}（{row.due_on:%Y-%m-%d}）" for row in rows[:5])
        return Outcome(
            "gate-obligations", "fail", f"{len(rows)} 项义务逾期未履行：{texts}",
            f"{len(rows)} obligations are overdue: {texts}", data_date=timezone.localdate(), details=details,
        )  # fmt: skip
    open_ones = obligations.pending(case.mine).count()
    return Outcome(
        "gate-obligations", "pass", f"没有逾期义务，另有 {open_ones} 项在期限内。",
        f"Nothing is overdue; {open_ones} obligations are within their time.", data_date=timezone.localdate(),
    )  # fmt: skip


def of_case(case: Case, user: User) -> list[Obligation]:
    """What the decision of the case asks for, as far as the user sees it."""
    return list(obligations.listing(user).filter(matter=case.matter).order_by("due_on", "pk"))
