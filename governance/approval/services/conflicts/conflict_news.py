"""Who hears of a conflict: its departments and the office that owns it, never the company."""

from collections.abc import Iterable
from typing import Any

from governance.approval.models import Conflict
from registry.messages.rules.notification_kinds import both
from registry.messages.services import notifications
from registry.scope.models import Role, User
from registry.scope.selectors import members

REVIEW = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


def _departments(conflict: Conflict) -> Iterable[User]:
    return members.holding(set(conflict.sides.values_list("seat__organisation_id", flat=True)), *REVIEW)


def _office(conflict: Conflict) -> Iterable[User]:
    return members.holding([conflict.owner_id], Role.COMMITTEE_OFFICE)


def _topic(conflict: Conflict) -> dict[str, str]:
    if conflict.topic is not None:
        return both(conflict.topic)
    return {"zh": "同意与反对意见", "en": "support against objection"}


def _tell(conflict: Conflict, kind: str, recipients: Iterable[User], **params: Any) -> None:
    given = {"number": conflict.case.number, "mine": both(conflict.case.mine), "topic": _topic(conflict), **params}
    notifications.notify(recipients, kind, params=given, link=f"/conflicts/{conflict.pk}/")


def opened(conflict: Conflict) -> None:
    """Departments and office learn that they disagree, and by when it must be settled."""
    due = conflict.due_on.isoformat() if conflict.due_on else "—"
    _tell(conflict, "conflicts.opened", [*_departments(conflict), *_office(conflict)], due=due)


def stated(conflict: Conflict, department: str) -> None:
    """The office reads the reasons of a department."""
    _tell(conflict, "conflicts.stated", _office(conflict), department=department)


def proposed(conflict: Conflict, text: str) -> None:
    """The departments have an option to agree to."""
    _tell(conflict, "conflicts.option", _departments(conflict), text=text)


def raised(conflict: Conflict) -> None:
    """The departments learn that the next level takes over."""
    level = {
        "meeting": {"zh": "联席会议", "en": "a joint meeting"},
        "committee": {"zh": "委员会表决", "en": "a vote of the committee"},
    }
    _tell(conflict, "conflicts.raised", _departments(conflict), level=level[conflict.level])


def settled(conflict: Conflict) -> None:
    """Departments and office learn how it ended."""
    _tell(conflict, "conflicts.settled", [*_departments(conflict), *_office(conflict)], text=conflict.settlement_text)
