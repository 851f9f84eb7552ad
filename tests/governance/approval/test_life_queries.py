"""What the verbs of a life ask of the database: committed numbers, and each frozen section read once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.approval.models import Opinion
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from tests.factories import cases as stages
from tests.factories.plans import complete_dossier
from tests.governance.approval.faults import EE, EM, ITEMS, NR
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
#: One table of child rows in each room that has some.
CHILDREN = ("restoration_restorationzone", "safety_structuredesign", "funds_costitem")


def test_a_life_asks_for_no_more_than_before() -> None:
    here = stages.scene()
    with assert_baseline("life cases.open_case"):
        case = cases.open_case(here.mine.pk, stages.PROCEDURE, by=here.applicant, title_zh="测试方案")
    complete_dossier(case, by=here.applicant)
    with assert_baseline("life cases.submit"):
        cases.submit(case.pk, by=here.applicant)
    with assert_baseline("life intake.accept"):
        intake.accept(case.pk, by=here.clerk)
    seats = {function: here.seat(case, function) for function in (NR, EM, EE)}
    with assert_baseline("life opinions.give"):
        _support(here, seats[NR])
    _support(here, seats[EM])
    with assert_baseline("life opinions.give last"):
        _support(here, seats[EE])
    stages.pass_checks(here, case)
    with assert_baseline("life decisions.propose"):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    with assert_baseline("life decisions.countersign"):
        decisions.countersign(case.pk, by=here.heads[NR])


def _support(here: stages.Scene, seat: Any) -> None:
    stages.opinions.give(seat.pk, by=here.reviewers[seat.function], kind=Opinion.Kind.SUPPORT)


@contextmanager
def reading(times: int) -> Iterator[None]:
    """The rows of each section are read so often."""
    with CaptureQueriesContext(connection) as captured:
        yield
    for table in CHILDREN:
        made = [one["sql"] for one in captured.captured_queries if f'FROM "{table}"' in one["sql"]]
        assert len(made) == times, "\n".join(made)


def test_each_act_reads_a_section_once() -> None:
    here = stages.scene()
    case = stages.draft(here)
    with reading(1):
        cases.submit(case.pk, by=here.applicant)
    with reading(1):
        intake.accept(case.pk, by=here.clerk)
    with reading(0):
        stages.speak(here, case, NR)
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    with reading(2):  # the draft, and the revision that it is compared with
        revisions.resubmit(case.pk, by=here.applicant)
    for function in (EM, EE):
        stages.speak(here, case, function)
    stages.pass_checks(here, case)
    with reading(1):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    with reading(1):
        decisions.countersign(case.pk, by=here.heads[NR])
