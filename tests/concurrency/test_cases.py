"""Two people at once: exactly one wins, the other learns why."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from governance.approval.models import Case, Decision, Opinion, Round
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from registry.base.rules.errors import DomainError, WrongState
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories.memberships import member

pytestmark = pytest.mark.django_db(transaction=True)


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at one moment in their own transactions; return their answers or domain errors."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            answers[place] = act()
        except DomainError as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_wins(answers: list[Any]) -> WrongState:
    """Exactly one act succeeded; the error of the other."""
    lost = [answer for answer in answers if isinstance(answer, DomainError)]
    assert len(lost) == len(answers) - 1, answers
    assert isinstance(lost[0], WrongState)
    assert str(lost[0].message)
    return lost[0]


@pytest.mark.stage("in_review")
def test_two_officers_of_a_department_speak_at_once(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "natural_resources")
    other = member(Role.REVIEWER, here.departments["natural_resources"])
    first = here.reviewers["natural_resources"]
    lost = one_wins(
        race(
            lambda: opinions.give(seat.pk, by=first, kind="support"),
            lambda: opinions.give(seat.pk, by=other, kind="not_relevant", reasons="与本部门职责没有关系。"),
        )
    )
    winner = Opinion.objects.get(seat=seat)
    assert winner.author_text in str(lost.message)


@pytest.mark.stage("submitted")
def test_two_clerks_accept_at_once(here: stages.Scene, case: Case) -> None:
    other = member(Role.INTAKE_CLERK, here.office)
    one_wins(race(lambda: intake.accept(case.pk, by=here.clerk), lambda: intake.accept(case.pk, by=other)))
    assert Round.objects.filter(case=case).count() == 1


@pytest.mark.stage("countersigning")
def test_two_heads_countersign_at_once(here: stages.Scene, case: Case) -> None:
    first, second = here.heads["natural_resources"], here.heads["emergency_management"]
    one_wins(race(lambda: decisions.countersign(case.pk, by=first), lambda: decisions.countersign(case.pk, by=second)))
    assert Decision.objects.filter(case=case, state="signed").count() == 1


@pytest.mark.stage("in_review")
def test_an_objection_and_a_support_at_once_leave_one_consistent_state(here: stages.Scene, case: Case) -> None:
    stages.speak(here, case, "ecology_environment")
    answers = race(
        lambda: stages.speak(here, case, "natural_resources"),
        lambda: stages.speak(
            here, case, "emergency_management", "object", ground="条例第三十六条", reasons="边坡角大于设计最大值。"
        ),
    )
    case.refresh_from_db()
    assert case.state == Case.State.STOPPED
    assert sum(isinstance(answer, Opinion) for answer in answers) in (1, 2)


@pytest.mark.stage("submitted")
def test_the_company_withdraws_while_the_clerk_accepts(here: stages.Scene, case: Case) -> None:
    race(
        lambda: intake.accept(case.pk, by=here.clerk, version=case.version),
        lambda: cases.withdraw(case.pk, by=here.applicant, reason="撤回", version=case.version),
    )
    case.refresh_from_db()
    assert case.state in (Case.State.REVIEW, Case.State.WITHDRAWN)
    open_rounds = Round.objects.filter(case=case, closed_at__isnull=True).count()
    assert open_rounds == (1 if case.state == Case.State.REVIEW else 0)


def test_two_applications_for_one_mine_at_once(here: stages.Scene) -> None:
    other = member(Role.COMPANY_MANAGER, here.company)
    one_wins(
        race(
            lambda: cases.open_case(here.mine.pk, stages.PROCEDURE, by=here.applicant, title_zh="甲"),
            lambda: cases.open_case(here.mine.pk, stages.PROCEDURE, by=other, title_zh="乙"),
        )
    )
    assert Case.objects.filter(mine=here.mine).count() == 1
