"""Cases that amend a decision or ask to reconsider it, and what may still be opened."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from governance.approval.models import Case, Decision, Procedure, Reconsideration
from governance.approval.policies.cases import CasePolicy
from registry.base.models.catalogues import Certainty
from registry.scope.models import User

AMENDABLE = (Procedure.Kind.PLAN, Procedure.Kind.AMENDMENT)


@dataclass(frozen=True)
class Link:
    """A linked case as the page of the other one shows it; `is_earlier` says that it is the parent."""

    case: Case
    is_earlier: bool
    relation: str
    outcome: str = ""
    request: Reconsideration | None = None
    same_office: bool = False

    @property
    def reason(self) -> str:
        """Why a reconsideration was asked for."""
        return self.request.grounds if self.request is not None else ""

    @property
    def claim(self) -> str:
        """What was asked for."""
        return self.request.claim if self.request is not None else ""


def procedure_of_kind(kind: str, code: str = "") -> Procedure | None:
    """The procedure of a kind that is in force; the one with `code` first."""
    rows = list(Procedure.objects.in_force().filter(kind=kind).order_by("code", "-version"))
    return next((row for row in rows if row.code == code), rows[0] if rows else None)


def signed_decision(case: Case) -> Decision | None:
    """The decision of a decided case."""
    return case.decisions.filter(state=Decision.State.SIGNED).first()


def learned_on(decision: Decision) -> dt.date:
    """The day the applicant learned of the decision: its delivery, or its signature while it is not delivered."""
    moment = decision.delivered_at or decision.countersigned_at
    assert moment is not None
    return timezone.localtime(moment).date()


def reconsider_until(decision: Decision) -> dt.date:
    """The last day on which a reconsideration can be asked for (calendar days)."""
    return learned_on(decision) + dt.timedelta(days=reconsideration_days(decision))


def reconsideration_days(decision: Decision) -> int:
    """The length of the period, as the procedure of the decided case says."""
    return decision.case.frozen.reconsideration_days


def certainty_of_period() -> Certainty:
    """How sure the source of the period is: that of the procedure of reconsiderations in force."""
    procedure = procedure_of_kind(Procedure.Kind.RECONSIDERATION)
    return Certainty(procedure.certainty) if procedure is not None else Certainty.DESIGN


def kind_of(case: Case) -> str:
    """The kind of matter: as the case froze it, or as its procedure says."""
    return case.frozen.kind or case.procedure.kind


def is_amendable(case: Case) -> bool:
    """Whether the case is an approved plan, or an approved amendment of one."""
    return case.state == Case.State.APPROVED and kind_of(case) in AMENDABLE


def amendments(case: Case) -> Any:
    """The cases that amend this one and were not given up."""
    given_up = [Case.State.WITHDRAWN, Case.State.NOT_ACCEPTED, Case.State.REFUSED]
    return case.children.filter(relation=Case.Relation.AMENDMENT).exclude(state__in=given_up)


def reconsiderations(case: Case) -> Any:
    """The cases that ask to reconsider this one; a draft that was withdrawn before it was submitted is none."""
    rows = case.children.filter(relation=Case.Relation.RECONSIDERATION)
    return rows.exclude(Q(state=Case.State.WITHDRAWN) & Q(submitted_at__isnull=True))


def linked_cases(case: Case, user: User) -> list[Link]:
    """The case before this one and those that follow from it, as far as the user sees them, oldest first."""
    found = Q(parent=case)
    if case.parent_id is not None:
        found |= Q(pk=case.parent_id)
    rows = (
        CasePolicy()
        .scope(user)
        .filter(found)
        .select_related("mine", "matter__responsible")
        .order_by("created_at", "pk")
    )
    links = []
    for row in rows:
        is_earlier = row.pk == case.parent_id
        later, earlier = (case, row) if is_earlier else (row, case)
        links.append(
            Link(
                case=row,
                is_earlier=is_earlier,
                relation=later.relation,
                outcome=outcome(later),
                request=request_of(later),
                same_office=later.relation == Case.Relation.RECONSIDERATION and later.office_id == earlier.office_id,
            )
        )
    return links


def outcome(case: Case) -> str:
    """What a decided reconsideration did to the decision: `changed`, `upheld`, or nothing yet."""
    if case.relation != Case.Relation.RECONSIDERATION:
        return ""
    return {Case.State.APPROVED: "changed", Case.State.REFUSED: "upheld"}.get(Case.State(case.state), "")


def request_of(case: Case) -> Reconsideration | None:
    """The grounds and the claim of a reconsideration."""
    if case.relation != Case.Relation.RECONSIDERATION:
        return None
    return Reconsideration.objects.filter(case=case).select_related("decision").first()


@dataclass(frozen=True)
class Openings:
    """What the company may open from a decided case."""

    amendment: bool
    reconsideration: bool
    until: dt.date | None


def openings(case: Case, user: User, signed: Decision | None = None) -> Openings:
    """Which linked cases the user can open now; the services check again. `signed` is the decision, if it was read."""
    nothing = Openings(amendment=False, reconsideration=False, until=None)
    if case.state not in (Case.State.APPROVED, Case.State.REFUSED):
        return nothing
    if not CasePolicy().check(user, "withdraw", case):
        return nothing
    decision = signed or signed_decision(case)
    if decision is None:
        return nothing
    decision.case = case
    until = reconsider_until(decision)
    reconsiders = case.relation != Case.Relation.RECONSIDERATION and timezone.localdate() <= until
    amends = is_amendable(case) and case.mine.holder_id == case.applicant_id and not amendments(case).exists()
    return Openings(
        amendment=amends and procedure_of_kind(Procedure.Kind.AMENDMENT) is not None,
        reconsideration=reconsiders
        and procedure_of_kind(Procedure.Kind.RECONSIDERATION) is not None
        and not reconsiderations(case).exists(),
        until=until,
    )
