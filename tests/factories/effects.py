"""Cases whose approval changes the register, played through the services until the draft of the decision."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from config.demo import dossiers
from governance.approval.models import Case, Decision, Opinion, Seat
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions, licence_terms
from governance.approval.services.seats import opinions
from registry.matters.models import Matter
from registry.mines.models import MiningRight
from registry.scope.models import Organisation
from tests.factories import cases as stages
from tests.factories.acceptances import approved_plan
from tests.factories.checks import pass_all
from tests.factories.mines import RightFactory
from tests.factories.plans import case_document


def right(here: stages.Scene, **fields: Any) -> MiningRight:
    """A registered right of the company over the mine of the scene."""
    made: MiningRight = RightFactory(mine=here.mine, holder=here.company, **fields)
    return made


def terms(**fields: Any) -> licence_terms.Wish:
    """A licence that the right and the plan allow."""
    given = {"number": "C1506212026110001", "valid_to": timezone.localdate() + dt.timedelta(days=3650)}
    return licence_terms.Wish(**{**given, "capacity": Decimal("1.2"), **fields})


def deciding(here: stages.Scene, code: str, *, content: dossiers.Dossier | None = None) -> Case:
    """A case of a procedure that every department supports and whose checks pass."""
    case = cases.open_case(here.mine.pk, code, by=here.applicant, title_zh="测试申请", title_en="Test application")
    dossiers.fill(case, {**dossiers.underground(), **dossiers.acceptance(), **(content or {})}, by=here.applicant)
    for document in case.frozen.documents:
        case_document(case, document.code)
    cases.submit(case.pk, by=here.applicant)
    intake.accept(case.pk, by=here.clerk)
    pass_all(case, here)
    for seat in Seat.objects.filter(round__case=case).order_by("position"):
        opinions.give(seat.pk, by=here.reviewers[seat.function], kind=Opinion.Kind.SUPPORT)
    case.refresh_from_db()
    return case


def proposed(here: stages.Scene, case: Case, *, outcome: str = "approve", **given: Any) -> Decision:
    """The draft of the office."""
    made = decisions.propose(case.pk, by=here.officer, outcome=outcome, reasons=stages.REASONS, **given)
    case.refresh_from_db()
    return made


def signed(here: stages.Scene, case: Case, *, head: str = "natural_resources") -> Decision:
    """The second signature."""
    made = decisions.countersign(case.pk, by=here.heads[head])
    case.refresh_from_db()
    here.mine.refresh_from_db()
    return made


def plan(here: stages.Scene) -> None:
    """An approved plan of the mine of the scene, from a case of its own office."""
    approved_plan(here.mine)
    others = Organisation.objects.filter(kind="committee_office").exclude(pk=here.office.pk)
    Matter.objects.filter(responsible__in=others).update(responsible=here.office)
    others.delete()
