"""No combination of results lets an approval through while a blocking check is unknown or failed and not lifted."""

from dataclasses import dataclass
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.approval.models import Case, Decision
from governance.approval.rules.checks.outcomes import Outcome
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import check_outcomes, checks
from governance.approval.services.decisions import decisions
from registry.base.rules.errors import Incomplete
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Drawn:
    """One check as it is drawn: what it found (or nothing at all), and what procedure and committee say about it."""

    result: str
    blocks: bool
    may_be_lifted: bool
    lifted: str

    @property
    def holds(self) -> bool:
        """Whether it must hold the approval back."""
        return self.result != "pass" and self.blocks and not (self.may_be_lifted and self.lifted == "now")


DRAWN = st.builds(
    Drawn,
    result=st.sampled_from(["pass", "fail", "unknown", "nothing"]),
    blocks=st.booleans(),
    may_be_lifted=st.booleans(),
    lifted=st.sampled_from(["no", "now", "on an earlier revision"]),
)


@pytest.fixture
def case(case: Case) -> Case:
    first = case.revisions.get()
    case.revisions.create(number=2, frozen_by=first.frozen_by, content_hash="cd" * 32)
    return case


@pytest.mark.stage("deciding")
def test_the_permit_is_issued_without_its_bond_neither_proposed_nor_signed(here: stages.Scene, played: Played) -> None:
    """Complaint: the permit is issued without its bond; nor is it signed when the bond is gone after the proposal."""
    case = made.ask(played.case, "gate-security")
    with pytest.raises(Incomplete) as caught:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert "checks" in caught.value.fields
    assert not Decision.objects.exists()
    made.record(case, "gate-security")
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    made.record(case, "gate-security", state="fail", text="保函已被银行撤回，须重新开具。")
    signer = here.heads["natural_resources"]
    with pytest.raises(Incomplete):
        decisions.countersign(case.pk, by=signer)
    case.refresh_from_db()
    assert case.state == Case.State.COUNTERSIGNING
    made.record(case, "gate-security")
    decisions.countersign(case.pk, by=signer)
    case.refresh_from_db()
    assert case.state == Case.State.APPROVED


@pytest.mark.stage("deciding")
def test_a_refusal_needs_no_passed_check(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, "gate-security")
    assert decisions.propose(case.pk, by=here.officer, outcome="refuse", reasons=stages.REASONS).outcome == "refuse"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(DRAWN, min_size=1, max_size=4))
@pytest.mark.stage("in_review")
def test_nothing_unknown_or_failed_gets_through(case: Case, drawn: list[Drawn]) -> None:
    with transaction.atomic():
        _play(case, {f"indicator-{number}": one for number, one in enumerate(drawn)})
        transaction.set_rollback(True)


def _play(case: Case, drawn: dict[str, Drawn]) -> None:
    made.ask(case, *drawn, liftable=tuple(code for code, one in drawn.items() if one.may_be_lifted))
    for code, one in drawn.items():
        if one.lifted != "no":
            made.lift(case, code, revision=2 if one.lifted == "now" else 1)
    found = [Outcome(code, one.result, "证据", "Evidence") for code, one in drawn.items() if one.result != "nothing"]  # type: ignore[arg-type]
    advice = frozenset(code for code, one in drawn.items() if not one.blocks)
    holding = {code for code, one in drawn.items() if one.holds}
    with mock.patch.object(check_outcomes, "_figures", return_value=(found, advice)):
        if holding:
            with pytest.raises(Incomplete) as caught:
                checks.require(case)
            assert len(caught.value.fields["checks"]) == len(holding)
        else:
            assert checks.require(case) is not None
    assert {row.code for row in selectors.blocking(case)} == holding
