"""A small county with everything a joint approval needs."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from governance.approval.models import Case, Seat
from registry.calendar.services import calendars
from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from registry.scope.rules.grants import System
from tests.factories import rules
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import (
    committee,
    committee_office,
    company,
    ecology,
    emergency,
    natural_resources,
)


@dataclass
class Scene:
    """The bodies and people of one joint approval."""

    office: Organisation
    departments: dict[str, Organisation]
    company: Organisation
    mine: Mine
    applicant: User
    clerk: User
    officer: User
    reviewers: dict[str, User]
    heads: dict[str, User]
    government: User

    def seat(self, case: Case, function: str) -> Seat:
        """The seat of a department in the case."""
        rows = Seat.objects.filter(round__case=case, function=function).exclude(state=Seat.State.WITHDRAWN)
        return rows.order_by("-round__number")[0]


def scene(region_code: str = "150621", **mine: Any) -> Scene:
    """Set up office, three departments, a company with a mine, and a person in every role."""
    calendars.seed_from_file(settings.DATA_DIR / "working_days.json", by=System("tests"))
    rules.loaded()
    office = committee_office(region_code)
    bodies = [natural_resources(region_code), emergency(region_code), ecology(region_code)]
    departments = {body.function: body for body in bodies}
    holder = company()
    return Scene(
        office=office,
        departments=departments,
        company=holder,
        mine=held_mine(holder, region_code=region_code, is_simulated=True, **mine),
        applicant=member(Role.APPLICANT, holder),
        clerk=member(Role.INTAKE_CLERK, office),
        officer=member(Role.COMMITTEE_OFFICE, office),
        reviewers={key: member(Role.REVIEWER, body) for key, body in departments.items()},
        heads={key: member(Role.DEPARTMENT_HEAD, body) for key, body in departments.items()},
        government=member(Role.COMMITTEE_MEMBER, committee(region_code)),
    )
