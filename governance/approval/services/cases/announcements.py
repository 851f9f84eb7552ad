"""Who is told what: notification rows written in the transaction of the act."""

from collections.abc import Iterable
from typing import Any

from governance.approval.models import Case, Decision, Round, Seat, Substitution
from registry.matters.models import ClockEvent
from registry.messages.services import notifications
from registry.scope.models import Role, User
from registry.scope.selectors import members


def _tell(case: Case, kind: str, recipients: Iterable[User], **params: Any) -> None:
    notifications.notify(
        recipients,
        kind,
        params={
            "number": case.number,
            "mine_zh": case.mine.name_zh,
            "mine_en": case.mine.name_en or case.mine.name_zh,
            "title": case.title_zh,
            **params,
        },
        link=f"/cases/{case.pk}/",
    )


def _company(case: Case) -> Iterable[User]:
    return members.holding([case.applicant_id], Role.APPLICANT, Role.COMPANY_MANAGER)


def _office(case: Case) -> Iterable[User]:
    return members.holding([case.office_id], Role.COMMITTEE_OFFICE)


def _seated(case: Case, *roles: Role) -> Iterable[User]:
    organisations = Seat.objects.filter(round__case=case).values_list("organisation_id", flat=True)
    return members.holding(set(organisations), *roles)


def submitted(case: Case) -> None:
    """The intake clerks have a file to check."""
    _tell(case, "cases.submitted", members.holding([case.office_id], Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE))


def corrections_asked(case: Case) -> None:
    """The company must supply what is missing."""
    _tell(case, "cases.corrections_asked", _company(case))


def declined(case: Case) -> None:
    """The company learns that the file was not accepted."""
    _tell(case, "cases.declined", _company(case), reason=case.closing_reason)


def accepted(case: Case, review: Round) -> None:
    """The company learns of the acceptance, the departments have a dossier to review."""
    _tell(case, "cases.accepted", _company(case))
    organisations = [seat.organisation_id for seat in review.seats.all()]
    _tell(case, "cases.to_review", members.holding(organisations, Role.REVIEWER, Role.DEPARTMENT_HEAD))


def succeeded(case: Case, seat: Seat) -> None:
    """The department that took the place of a closed one has a dossier to review."""
    _tell(case, "cases.to_review", members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD))


def assigned(seat: Seat) -> None:
    """The officer has a dossier of his own."""
    if seat.officer is not None:
        _tell(seat.round.case, "cases.assigned", [seat.officer], department=seat.organisation.name_zh)


def opinion_given(seat: Seat) -> None:
    """The office sees the review move."""
    case = seat.round.case
    _tell(case, "cases.opinion_given", _office(case), department=seat.organisation.name_zh)


def review_completed(case: Case) -> None:
    """The office must draft the decision."""
    _tell(case, "cases.review_completed", _office(case))


def stopped(case: Case, seat: Seat) -> None:
    """The office must draft the refusal; company and departments learn who objected."""
    department = seat.organisation.name_zh
    _tell(case, "cases.stopped_office", _office(case), department=department)
    _tell(case, "cases.stopped", [*_company(case), *_seated(case, Role.REVIEWER)], department=department)


def proposed(case: Case) -> None:
    """The heads of the departments may sign as the second person."""
    _tell(case, "cases.proposed", _seated(case, Role.DEPARTMENT_HEAD))


def returned(case: Case, decision: Decision) -> None:
    """The office must draft anew."""
    _tell(case, "cases.returned", _office(case), reason=decision.return_reason)


def decided(case: Case, decision: Decision) -> None:
    """Everybody concerned learns the decision."""
    kind = "cases.approved" if decision.outcome == Decision.Outcome.APPROVE else "cases.refused"
    people = [*_company(case), *_office(case), *_seated(case, Role.REVIEWER, Role.DEPARTMENT_HEAD)]
    _tell(case, kind, people, document=decision.document_number)


def withdrawn(case: Case) -> None:
    """Office and departments stop working on it."""
    _tell(case, "cases.withdrawn", [*_office(case), *_seated(case, Role.REVIEWER, Role.DEPARTMENT_HEAD)])


def ended_by_transfer(case: Case) -> None:
    """Office and departments stop working on it: the mine has another holder."""
    people = [*_office(case), *_seated(case, Role.REVIEWER, Role.DEPARTMENT_HEAD)]
    _tell(case, "cases.ended_by_transfer", people)


def gate_failed(case: Case, name: dict[str, str], text: str) -> None:
    """Office and company learn that a gate was recorded as not passed, and why."""
    _tell(case, "cases.gate_failed", [*_office(case), *_company(case)], check=name, text=text)


def resubmitted(case: Case, review: Round) -> None:
    """The departments that the change touches review again; the others learn that their opinion stands."""
    seats = list(review.seats.all())
    touched = [seat.organisation_id for seat in seats if seat.state == Seat.State.OPEN]
    kept = [seat.organisation_id for seat in seats if seat.state == Seat.State.CARRIED]
    _tell(case, "cases.to_review", members.holding(touched, Role.REVIEWER, Role.DEPARTMENT_HEAD))
    _tell(case, "cases.opinion_stands", members.holding(kept, Role.REVIEWER, Role.DEPARTMENT_HEAD))
    _tell(case, "cases.resubmitted", _office(case))


def revision_asked(case: Case) -> None:
    """The company must change its dossier."""
    _tell(case, "cases.revision_asked", _company(case))


def opinion_withdrawn(seat: Seat) -> None:
    """Office and company learn that an opinion no longer counts."""
    case = seat.round.case
    department = seat.organisation.name_zh
    _tell(case, "cases.opinion_withdrawn", [*_office(case), *_company(case)], department=department)


def clock_paused(case: Case, event: ClockEvent) -> None:
    """The applicant gets the written notice (Administrative Licensing Law art. 45)."""
    notice = event.notice or event.reason
    days = event.expected_days if event.expected_days is not None else "—"
    _tell(case, "cases.clock_paused", _company(case), reason=event.reason, notice=notice, days=str(days))


def clock_resumed(case: Case, event: ClockEvent) -> None:
    """The applicant learns that the period runs again."""
    _tell(case, "cases.clock_resumed", _company(case))


def clock_extended(case: Case, event: ClockEvent) -> None:
    """The applicant learns of the extension and its reason (art. 42)."""
    _tell(case, "cases.clock_extended", _company(case), reason=event.reason, days=str(event.days))


def reminded(case: Case, step: str, recipients: Iterable[User], *, task: str, due: str) -> None:
    """A period ends soon, today, or is over."""
    _tell(case, f"cases.reminder_{step}", recipients, task=task, due=due)


def deemed(seat: Seat) -> None:
    """The department and the office learn that silence counted."""
    people = members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)
    case = seat.round.case
    _tell(case, "cases.deemed", [*people, *_office(case)], department=seat.organisation.name_zh)


def substituted(made: Substitution) -> None:
    """The substitute learns for whom and how long."""
    notifications.notify(
        [made.substitute],
        "seats.substituted",
        params={"officer": str(made.officer), "until": made.valid_to.isoformat()},
        link="/substitutions/",
    )


def substitution_ended(row: Substitution) -> None:
    """The substitute learns that the officer speaks again himself."""
    notifications.notify(
        [row.substitute],
        "seats.substitution_ended",
        params={"officer": str(row.officer)},
        link="/substitutions/",
    )
