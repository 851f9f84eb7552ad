"""Who is told of an obligation."""

from collections.abc import Iterable
from typing import Any

from registry.matters.models import Obligation, ObligationReport
from registry.messages.rules.notification_kinds import both
from registry.messages.services import notifications
from registry.scope.models import Role, User
from registry.scope.selectors import members


def _tell(row: Obligation, kind: str, people: Iterable[User], **params: Any) -> None:
    named = {"mine": both(row.mine), "text": row.text, "due": row.due_on, **params}
    notifications.notify(people, kind, params=named, link=f"/obligations/{row.pk}/")


def _company(organisation_id: int) -> Iterable[User]:
    return members.holding([organisation_id], Role.APPLICANT, Role.COMPANY_MANAGER)


def _verifiers(row: Obligation) -> Iterable[User]:
    return members.holding([row.verifier_id], Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.COMMITTEE_OFFICE)


def reported(row: Obligation) -> None:
    """The department that set it has a report to verify."""
    _tell(row, "obligations.reported", _verifiers(row))


def verified(row: Obligation, report: ObligationReport) -> None:
    """The company learns what the department says."""
    kind = "obligations.accepted" if report.verdict == report.Verdict.ACCEPTED else "obligations.returned"
    _tell(row, kind, _company(row.holder_id), reason=report.verdict_text)


def due(row: Obligation, days: int) -> None:
    """The company is reminded before the day."""
    _tell(row, "obligations.due", _company(row.holder_id), days=days)


def overdue(row: Obligation) -> None:
    """The company and the head of the department learn that the day is over."""
    heads = members.holding([row.verifier_id], Role.DEPARTMENT_HEAD, Role.COMMITTEE_OFFICE)
    _tell(row, "obligations.overdue", [*_company(row.holder_id), *heads])
