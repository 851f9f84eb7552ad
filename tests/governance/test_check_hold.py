"""No combination of results lets an approval through while a blocking check is unknown or failed and not lifted."""

from dataclasses import dataclass
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.models import Case
from governance.rules.outcomes import Outcome
from governance.selectors import checks as selectors
from governance.services import check_outcomes, checks
from registry.errors import Incomplete
from tests.factories import cases as stages
from tests.factories import checks as made

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
def case() -> Case:
    case = stages.in_review(stages.scene())
    first = case.revisions.get()
    case.revisions.create(number=2, frozen_by=first.frozen_by, content_hash="cd" * 32)
    return case


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(DRAWN, min_size=1, max_size=4))
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
