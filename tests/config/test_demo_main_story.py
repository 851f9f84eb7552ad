"""The main story of the demonstration can be played to its end at once: no check stands in the way of it."""

import pytest

from governance.approval.models import Case
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from tests.browser import stage as stages


@pytest.mark.django_db
@pytest.mark.stage("demonstration")
def test_a_newcomer_brings_the_main_case_to_its_signature(settings: object, played: stages.Stage) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = True, stages.PASSWORD  # type: ignore[attr-defined]
    stage = played
    case = stage.case("qingling")
    seat = case.rounds.get().seats.get(function="emergency_management")
    opinions.give(seat.pk, by=stage.person("em.reviewer"), kind="support")
    checks.run(case.pk, by=stage.person("office"))
    assert [row.code for row in selectors.blocking(case)] == []
    decisions.propose(case.pk, by=stage.person("office"), outcome="approve", reasons="各部门意见一致，同意实施。")
    decisions.countersign(case.pk, by=stage.person("nr.head"))
    case.refresh_from_db()
    assert case.state == Case.State.APPROVED
