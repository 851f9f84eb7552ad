"""Who is told what after and around a decision."""

from collections.abc import Iterable
from typing import Any

from governance.approval.models import Case, Decision, Seat
from registry.matters.models import PublicComment, PublicNotice
from registry.messages.rules.notification_kinds import both
from registry.messages.services import notifications
from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from registry.scope.selectors import members


def _of_case(case: Case, kind: str, people: Iterable[User], **params: Any) -> None:
    named = {"number": case.number, "mine": both(case.mine), **params}
    notifications.notify(people, kind, params=named, link=f"/cases/{case.pk}/")


def _company(organisation_id: int) -> Iterable[User]:
    return members.holding([organisation_id], Role.APPLICANT, Role.COMPANY_MANAGER)


def obligations_set(case: Case, count: int) -> None:
    """The company learns what it must do."""
    _of_case(case, "obligations.set", _company(case.applicant_id), n=count)


def passed_on(mine: Mine, former: Organisation, *, moved: int, ended: list[str]) -> None:
    """The former holder learns what went with its mine and which of its applications ended."""
    named = {"mine": both(mine), "n": moved, "ended": "、".join(ended) or "—"}
    notifications.notify(_company(former.pk), "mines.passed_on", params=named, link="/obligations/")


def taken_over(mine: Mine, holder: Organisation, *, moved: int) -> None:
    """The new holder learns what it takes over."""
    notifications.notify(
        _company(holder.pk), "mines.taken_over", params={"mine": both(mine), "n": moved}, link=f"/mines/{mine.pk}/"
    )


def obligations_carried(case: Case, carried: int, ended: int) -> None:
    """The company learns what became of its obligations."""
    _of_case(case, "obligations.carried", _company(case.applicant_id), carried=carried, ended=ended)


def delivered(case: Case, decision: Decision) -> None:
    """Company and office learn that the decision was delivered."""
    people = [*_company(case.applicant_id), *members.holding([case.office_id], Role.COMMITTEE_OFFICE)]
    _of_case(case, "decisions.delivered", people, document=decision.document_number)


def _seated(case: Case) -> Iterable[User]:
    bodies = Seat.objects.filter(round__case=case).values_list("organisation_id", flat=True)
    return members.holding(set(bodies), Role.REVIEWER, Role.DEPARTMENT_HEAD)


def notice_opened(notice: PublicNotice) -> None:
    """Company and departments learn that everybody may comment."""
    case = notice.matter.case
    _of_case(case, "notices.opened", [*_company(case.applicant_id), *_seated(case)], closes=notice.closes_on)


def comment_made(comment: PublicComment) -> None:
    """The office has a comment to answer."""
    case = comment.notice.matter.case
    office = members.holding([case.office_id], Role.COMMITTEE_OFFICE, Role.INTAKE_CLERK)
    named = {"number": case.number, "mine": both(case.mine)}
    notifications.notify(office, "notices.commented", params=named, link=f"/cases/{case.pk}/notice/")


def reconsideration_opened(case: Case) -> None:
    """The office that decided learns that its decision is questioned."""
    assert case.parent is not None
    office = members.holding([case.parent.office_id], Role.COMMITTEE_OFFICE)
    _of_case(case.parent, "cases.reconsidered", office, other=case.number)
