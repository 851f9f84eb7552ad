"""Cases in each state, played through the services."""

import datetime as dt
from typing import Any

from django.utils import timezone

from governance.approval.models import Case, Decision, Opinion, Procedure
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from tests.factories import decisions as laid_down
from tests.factories.checks import pass_all
from tests.factories.plans import complete_dossier
from tests.factories.scenes import Scene, scene

__all__ = ["PROCEDURE", "REASONS", "Scene", "scene"]

PROCEDURE = "mining-and-restoration-plan"
REASONS = "方案符合有关规定，同意实施。"
#: Everything that a pause of a clock needs (Administrative Licensing Law art. 45).
PAUSE: dict[str, Any] = {
    "reason_code": "expert-review", "reason": "专家评审", "notice": "专家评审所需时间不计入期限，特此书面告知。",
    "expected_days": 15, "told_by": "何静，书面送达",
}  # fmt: skip


def draft(here: Scene, *, complete: bool = True) -> Case:
    """A draft of the company."""
    case = cases.open_case(here.mine.pk, PROCEDURE, by=here.applicant, title_zh="测试方案", title_en="Test plan")
    if complete:
        complete_dossier(case, by=here.applicant)
    return case


def submitted(here: Scene, case: Case | None = None) -> Case:
    """A case waiting for the completeness check; like those below it may go on from a case given."""
    return cases.submit((case or draft(here)).pk, by=here.applicant)


def in_review(here: Scene, case: Case | None = None) -> Case:
    """An accepted case that three departments review."""
    return intake.accept((case or submitted(here)).pk, by=here.clerk)


def speak(here: Scene, case: Case, function: str, kind: str = Opinion.Kind.SUPPORT, **given: Any) -> Opinion:
    """Let a department speak through its reviewer."""
    return opinions.give(here.seat(case, function).pk, by=here.reviewers[function], kind=kind, **given)


def deciding(here: Scene, case: Case | None = None) -> Case:
    """A case on which every department has spoken."""
    case = case or in_review(here)
    for function in here.departments:
        conditions = [opinions.Condition("补充监测井两口", dt.date(2099, 1, 1))]
        if function == "ecology_environment":
            speak(here, case, function, Opinion.Kind.CONDITIONS, conditions=conditions)
        else:
            speak(here, case, function)
    case.refresh_from_db()
    return case


def stopped(here: Scene, case: Case | None = None) -> Case:
    """A case that the safety department refused."""
    case = case or in_review(here)
    ground = "煤矿安全生产条例第三十六条"
    speak(
        here, case, "emergency_management", Opinion.Kind.OBJECT, ground=ground, reasons="边坡角大于设计最大值，未处理。"
    )
    case.refresh_from_db()
    return case


def countersigning(here: Scene, outcome: str = "approve", case: Case | None = None) -> Case:
    """A case whose decision waits for the second signature."""
    case = case or (deciding(here) if outcome == "approve" else stopped(here))
    if outcome == "approve":
        pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome=outcome, reasons=REASONS)
    case.refresh_from_db()
    return case


def decided(here: Scene, outcome: str = "approve", case: Case | None = None) -> Case:
    """A signed case."""
    case = case or countersigning(here, outcome)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    return case


def pass_checks(here: Scene, case: Case) -> Case:
    """Let every check of the case pass."""
    return pass_all(case, here)


def signed_elsewhere(here: Scene) -> Decision:
    """A decision on the same mine, signed just now under another procedure."""
    who = laid_down.Cast(
        here.applicant, here.company, here.office, list(here.departments.values()), list(here.heads.values())
    )
    other = Procedure.objects.exclude(code=PROCEDURE).order_by("code")[0]
    return laid_down.signed(who, mine=here.mine, procedure=other, at=timezone.now())
