"""A hold on the mine fails a check of its own, and nothing is proposed or signed under it."""

import pytest
from django.utils import translation

from governance.approval.models import Case, Decision
from governance.approval.models.procedures import Procedure
from governance.approval.selectors.checks import checks as selectors
from governance.approval.selectors.checks import holds as check_holds
from governance.approval.services.checks import check_sweeps, checks
from governance.approval.services.decisions import decisions
from registry.base.rules.errors import WrongState
from registry.mines.services import holds
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.factories.holds import GROUND, REASON, HoldFactory, room
from tests.factories.mines import FacilityFactory
from tests.factories.procedures import refreeze
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
CODE = check_holds.CODE


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def row_of(case: Case) -> selectors.CheckRow:
    return next(row for row in selectors.latest(case).rows if row.code == CODE)


def place(case: Case, **more: object) -> None:
    given = {"kind": "order", "blocks": ["approvals"], "ground": GROUND, "reason_zh": REASON, "key": "7"}
    holds.place(case.mine_id, by=SYSTEM, source=room(), **(given | more))  # type: ignore[arg-type]


def lift() -> None:
    holds.lift(room(), "7", by=SYSTEM, ground=GROUND, reason=REASON)


@pytest.mark.stage("in_review")
def test_the_check_names_the_hold_and_runs_again_when_one_comes_or_goes(played: Played) -> None:
    case = made.ask(played.case, CODE)
    checks.run_first(case, by=SYSTEM)
    assert row_of(case).state == "pass"
    place(case)
    row = row_of(case)
    assert (row.state, row.is_outdated, row.is_blocking) == ("unknown", True, True)
    assert "run them again" in row.evidence
    assert check_sweeps.sweep_holds() == 1
    row = row_of(case)
    assert (row.state, row.is_blocking, row.is_outdated) == ("fail", True, False)
    assert REASON in row.evidence
    assert check_sweeps.sweep_holds() == 0
    lift()
    assert row_of(case).is_outdated
    assert check_sweeps.sweep_holds() == 1
    assert row_of(case).state == "pass"


@pytest.mark.stage("in_review")
def test_another_hold_than_the_one_that_was_found_is_looked_at_again(played: Played) -> None:
    case = made.ask(played.case, CODE)
    place(case)
    checks.run_first(case, by=SYSTEM)
    place(case, key="8", reason_zh="另一项指令没有落实，暂停办理。")
    assert row_of(case).is_outdated
    check_sweeps.sweep_holds()
    assert "另一项指令" in row_of(case).evidence


@pytest.mark.stage("in_review")
def test_a_hold_that_stops_other_things_changes_nothing(played: Played) -> None:
    case = made.ask(played.case, CODE)
    checks.run_first(case, by=SYSTEM)
    place(case, blocks=["payments"])
    HoldFactory(mine=case.mine, is_lapsed=True)
    assert row_of(case).state == "pass"
    assert check_sweeps.sweep_holds() == 0


@pytest.mark.stage("in_review")
def test_a_hold_on_a_facility_stops_the_approval_of_its_mine(played: Played) -> None:
    place(played.case, facility=FacilityFactory(mine=played.case.mine))
    assert check_holds.gate(played.case).result == "fail"


@pytest.mark.parametrize(
    ("kind", "blocks", "is_stopped"),
    [
        (Procedure.Kind.PLAN, "approvals", True),
        (Procedure.Kind.PLAN, "acceptances", False),
        (Procedure.Kind.CLOSURE, "approvals", True),
        (Procedure.Kind.ACCEPTANCE, "acceptances", True),
        (Procedure.Kind.ACCEPTANCE, "approvals", False),
        (Procedure.Kind.RECONSIDERATION, "approvals", False),
    ],
)
@pytest.mark.stage("in_review")
def test_what_a_kind_of_procedure_would_let_pass(played: Played, kind: str, blocks: str, is_stopped: bool) -> None:
    case = played.case
    refreeze(case, kind=str(kind))
    HoldFactory(mine=case.mine, blocks=[blocks])
    assert bool(check_holds.stopping(case)) is is_stopped


@pytest.mark.stage("in_review")
def test_a_restart_ends_the_stop_and_nothing_else(played: Played) -> None:
    case = made.ask(played.case, CODE, params={CODE: {"ends": ["stoppage"]}})
    HoldFactory(mine=case.mine, kind="stoppage", blocks=["approvals"])
    assert check_holds.gate(case).result == "pass"
    HoldFactory(mine=case.mine, kind="hazard", blocks=["approvals"])
    assert check_holds.gate(case).result == "fail"


@pytest.mark.stage("deciding")
@pytest.mark.parametrize("is_asked", [True, False])
def test_nothing_is_proposed_or_signed_under_a_hold(here: stages.Scene, played: Played, is_asked: bool) -> None:
    """Whether the frozen procedure of the case lists the check or not."""
    case = made.ask(played.case, *([CODE] if is_asked else []))
    place(case)
    with pytest.raises(WrongState) as caught:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert REASON in str(caught.value)
    assert not Decision.objects.exists()
    lift()
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    place(case)
    signer = here.heads["natural_resources"]
    with pytest.raises(WrongState):
        decisions.countersign(case.pk, by=signer)
    case.refresh_from_db()
    assert case.state == Case.State.COUNTERSIGNING
    lift()
    decisions.countersign(case.pk, by=signer)
    case.refresh_from_db()
    assert case.state == Case.State.APPROVED


@pytest.mark.stage("deciding")
def test_a_refusal_is_stopped_by_no_hold(here: stages.Scene, played: Played) -> None:
    place(played.case)
    decisions.propose(played.case.pk, by=here.officer, outcome="refuse", reasons=stages.REASONS)
    decisions.countersign(played.case.pk, by=here.heads["natural_resources"])
    played.case.refresh_from_db()
    assert played.case.state == Case.State.REFUSED
