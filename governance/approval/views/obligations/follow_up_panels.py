"""What the pages of cases and mines show of obligations, delivery, notices and linked cases."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Decision
from governance.approval.policies import notices as notice_policies
from governance.approval.policies.delivery import DeliveryPolicy
from governance.approval.selectors.cases import links as link_selectors
from governance.approval.selectors.decisions import delivery as deliveries
from governance.approval.selectors.obligations import case_obligations
from governance.approval.services.decisions import effects
from governance.approval.services.notices.notices import OPEN_IN
from registry.matters.models import Obligation
from registry.matters.selectors import notices as readings
from registry.matters.selectors import obligations as obligation_selectors
from registry.mines.models import Mine
from registry.mines.selectors import panels
from registry.scope.models import User

MOST = 6


@dataclass(frozen=True)
class CasePanel:
    """The blocks of the page of one case."""

    openings: link_selectors.Openings
    links: list[link_selectors.Link]
    delivery: deliveries.Status | None = None
    may_deliver: bool = False
    reads_note: bool = False
    notices: list[readings.Head] = field(default_factory=list)
    may_open_notice: bool = False
    obligations: list[Obligation] = field(default_factory=list)
    pending: list[Obligation] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)


def of_case(case: Case, user: User, signed: Decision | None) -> CasePanel:
    """The blocks that have something to show this user; a draft has none but its links.

    `signed` is the decision of a decided case, as the page has read it.
    """
    openings, linked = link_selectors.openings(case, user, signed), link_selectors.linked_cases(case, user)
    if case.accepted_at is None:
        return CasePanel(openings, linked)
    decided = case.state in (Case.State.APPROVED, Case.State.REFUSED)
    shown = readings.heads(case.matter)
    opens = case.state in OPEN_IN and bool(notice_policies.opens(user, case))
    amends = case.relation == Case.Relation.AMENDMENT and not decided and case.is_open
    status, may_deliver = _delivery(case, user, signed) if decided else (None, False)
    return CasePanel(
        openings,
        linked,
        delivery=status,
        may_deliver=may_deliver and status is not None and not status.is_delivered,
        reads_note=may_deliver,
        notices=shown,
        may_open_notice=opens and not any(one.is_open for one in shown),
        obligations=case_obligations.of_case(case, user) if decided else [],
        effects=effects.done(case) if case.state == Case.State.APPROVED else [],
        pending=list(
            obligation_selectors.listing(user)
            .filter(mine=case.mine_id, state__in=Obligation.PENDING)
            .order_by("due_on", "pk")
        )
        if amends
        else [],
    )


def _delivery(case: Case, user: User, decision: Decision | None) -> tuple[deliveries.Status | None, bool]:
    if decision is None:
        return None, False
    decision.case = case
    return deliveries.status(decision), bool(DeliveryPolicy().check(user, "deliver", decision))


def of_mine(mine: Mine, user: User) -> panels.Panel | None:
    """What is still to be met on a mine, the next due first."""
    rows = obligation_selectors.listing(user).filter(mine=mine, state__in=Obligation.PENDING).order_by("due_on", "pk")
    found = list(rows[: MOST + 1])
    if not found:
        return None
    more = f"{reverse('governance:obligation_list')}?mine={mine.pk}"
    return panels.Panel(
        _("Obligations"), "governance/approval/_mine_obligations.html", {"rows": found[:MOST], "more": more}
    )
