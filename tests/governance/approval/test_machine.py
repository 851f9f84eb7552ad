"""A few hundred random lives of a case; `make bench` lives many thousands (`bench/soak_cases.py`)."""

import os

import pytest

from governance.approval.models import Case
from tests.factories import cases as stages
from tests.governance.approval.machine import S, live

pytestmark = pytest.mark.django_db
LIVES = int(os.environ.get("CASE_LIVES", "70"))


@pytest.mark.stage("in_review")
@pytest.mark.parametrize("part", range(3))
def test_whatever_people_do_the_case_stays_lawful(here: stages.Scene, case: Case, part: int) -> None:
    stages.pass_checks(here, case)
    reached = live(here, case, lives=LIVES, seed=part)
    assert {S.REVIEW, S.STOPPED, S.DECIDING, S.REVISING, S.COUNTERSIGNING, S.APPROVED, S.WITHDRAWN} <= reached
