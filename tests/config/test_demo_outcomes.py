"""The stories after decisions: obligations carried and ended, and coal matters that mine safety can play out."""

import pytest

from config.demo import checks as gates
from config.demo import history, mines, outcomes, stories
from config.demo.moments import working_days_ago
from governance.approval.models import Case, Seat
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from registry.matters.models import Obligation, PublicNotice
from registry.mines.models import Mine
from tests.stages.demonstration import Invented

pytestmark = [pytest.mark.django_db, pytest.mark.stage("outcomes_told")]


@pytest.fixture
def stage(played: Invented) -> stories.Stage:
    return played.stage


def test_one_obligation_is_carried_and_one_ended(stage: stories.Stage) -> None:
    rows = {row.text: row for row in Obligation.objects.filter(carried_from__isnull=True)}
    assert rows[outcomes.KEPT].state == "carried"
    assert rows[outcomes.KEPT].carried_to.state == "open"
    assert (rows[outcomes.DROPPED].state, rows[outcomes.DROPPED].ended_reason) == ("ended", outcomes.ENDING)


def test_mine_safety_plays_a_restart_to_its_end(stage: stories.Stage) -> None:
    case = Case.objects.get(procedure__code="restart-after-stoppage")
    assert case.state == "review"
    seats = {seat.function: seat for seat in Seat.objects.filter(round__case=case)}
    assert set(seats) == {"emergency_management", "mine_safety"}
    gates.record_gates(case, stage)
    PublicNotice.objects.create(
        matter=case.matter, text_zh="公示", text_en="Notice", opened_by=stage.person("office"),
        opens_on=working_days_ago(9).date(), closes_on=working_days_ago(2).date(),
    )  # fmt: skip
    for function, who in (("emergency_management", "em.reviewer"), ("mine_safety", "ms.reviewer")):
        opinions.give(seats[function].pk, by=stage.person(who), kind="support")
    decisions.propose(case.pk, by=stage.person("office"), outcome="approve", reasons=stories.APPROVE)
    decisions.countersign(case.pk, by=stage.person("ms.head"))
    assert Mine.objects.get(pk=case.mine_id).stage == "producing"


def test_a_safety_design_waits_for_mine_safety(stage: stories.Stage) -> None:
    case = Case.objects.get(procedure__code="safety-design-coal")
    assert case.state == "review"
    assert Seat.objects.filter(round__case=case, function="mine_safety", state="open").exists()


def test_the_names_and_places_are_nobody_elses() -> None:
    rows = [*mines.ROWS, *[one.mine for one in history.PAST], *outcomes.ROWS]
    assert len({row.name_zh for row in rows}) == len({row.key for row in rows}) == len(rows)
    assert len(mines.ROWS) + len(history.PAST) < outcomes.FIRST
