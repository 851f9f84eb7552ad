"""A small county with everything a joint approval needs, and cases in each state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from governance.models import Case, Opinion, Seat
from governance.services import cases, catalogues, decisions, intake, opinions, procedures
from registry.models import Mine, Organisation, Role, User
from registry.rules.grants import System
from registry.services import calendars
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
from tests.factories.plans import complete_dossier

PROCEDURE = "mining-and-restoration-plan"
REASONS = "方案符合有关规定，同意实施。"


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
    catalogues.load(settings.DATA_DIR / "catalogues.json")
    procedures.load(settings.DATA_DIR / "procedures.json")
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


def draft(here: Scene, *, complete: bool = True) -> Case:
    """A draft of the company."""
    case = cases.open_case(here.mine.pk, PROCEDURE, by=here.applicant, title_zh="测试方案", title_en="Test plan")
    if complete:
        complete_dossier(case, by=here.applicant)
    return case


def submitted(here: Scene) -> Case:
    """A case waiting for the completeness check."""
    return cases.submit(draft(here).pk, by=here.applicant)


def in_review(here: Scene) -> Case:
    """An accepted case that three departments review."""
    return intake.accept(submitted(here).pk, by=here.clerk)


def speak(here: Scene, case: Case, function: str, kind: str = Opinion.Kind.SUPPORT, **given: Any) -> Opinion:
    """Let a department speak through its reviewer."""
    return opinions.give(here.seat(case, function).pk, by=here.reviewers[function], kind=kind, **given)


def deciding(here: Scene) -> Case:
    """A case on which every department has spoken."""
    case = in_review(here)
    for function in here.departments:
        conditions = [opinions.Condition("补充监测井两口", dt.date(2099, 1, 1))]
        if function == "ecology_environment":
            speak(here, case, function, Opinion.Kind.CONDITIONS, conditions=conditions)
        else:
            speak(here, case, function)
    case.refresh_from_db()
    return case


def stopped(here: Scene) -> Case:
    """A case that the safety department refused."""
    case = in_review(here)
    ground = "煤矿安全生产条例第三十六条"
    speak(
        here, case, "emergency_management", Opinion.Kind.OBJECT, ground=ground, reasons="边坡角大于设计最大值，未处理。"
    )
    case.refresh_from_db()
    return case


def countersigning(here: Scene, outcome: str = "approve") -> Case:
    """A case whose decision waits for the second signature."""
    case = deciding(here) if outcome == "approve" else stopped(here)
    decisions.propose(case.pk, by=here.officer, outcome=outcome, reasons=REASONS)
    case.refresh_from_db()
    return case


def decided(here: Scene, outcome: str = "approve") -> Case:
    """A signed case."""
    case = countersigning(here, outcome)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    return case
