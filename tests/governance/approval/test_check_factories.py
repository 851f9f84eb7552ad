"""The demonstration and the tests let checks pass by real data, never by looking away."""

import datetime as dt
import json
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone, translation

from config.demo import checks as demo
from governance.approval.models import Case, IndicatorThreshold
from governance.approval.policies.checks import RECORDERS
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from governance.approval.services.procedures import catalogues
from registry.base.rules.errors import Incomplete
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.factories.layers import map_layer
from tests.factories.memberships import member
from tests.factories.organisations import finance

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> stages.Scene:
    translation.activate("en")
    here = stages.scene(is_open_pit=True)
    for name in ("catalogues.json", "co_indicator_thresholds.json"):
        catalogues.load(settings.DATA_DIR / name)
    return here


def everything(here: stages.Scene) -> Case:
    """A case whose procedure asks for every check of the catalogue."""
    kinds = json.loads((settings.DATA_DIR / "catalogues.json").read_text(encoding="utf-8"))["check_kinds"]
    return made.ask(stages.in_review(here), *[kind["code"] for kind in kinds])


def test_the_catalogue_names_every_recorded_gate_and_its_recorders(here: stages.Scene) -> None:
    case = everything(here)
    assert set(checks.recorded_codes(case)) == set(RECORDERS)
    assert set(demo.GATES) == set(RECORDERS)
    assert all(row.kind and row.kind.is_recorded == (row.code in RECORDERS) for row in selectors.latest(case).rows)


def test_every_check_passes_on_real_data_and_one_feature_undoes_it(here: stages.Scene) -> None:
    case = made.pass_all(everything(here), here)
    run = checks.require(case)
    assert run is not None
    failed = run.results.exclude(state="pass")
    assert [row.code for row in failed if row.blocks] == []
    assert case.mine.boundary is not None
    map_layer(case.mine.boundary, kind="basic_farmland", is_simulated=True)
    with pytest.raises(Incomplete) as caught:
        checks.require(case)
    assert len(caught.value.fields["checks"]) == 1
    assert "Permanent basic farmland: Failed" in caught.value.fields["checks"][0]


def test_indicators_without_a_threshold_block(here: stages.Scene) -> None:
    case = made.ask(stages.in_review(here), "indicator-slope-angle")
    assert checks.require(case) is not None
    IndicatorThreshold.objects.filter(code="slope-angle").update(valid_to=dt.date(2025, 7, 2))
    with pytest.raises(Incomplete, match="No threshold counts"):
        checks.require(case)


def test_a_threshold_that_blocks_and_one_that_advises(here: stages.Scene) -> None:
    case = made.ask(stages.in_review(here), "indicator-slope-angle")
    IndicatorThreshold.objects.filter(code="slope-angle").update(maximum=1)
    run = checks.require(case)
    assert run is not None
    assert (run.results.get().state, run.results.get().blocks) == ("fail", False)
    IndicatorThreshold.objects.filter(code="slope-angle").update(blocks=True)
    with pytest.raises(Incomplete, match="Slope angle: Failed"):
        checks.require(case)


class Cast:
    """The demonstration's people among those of the scene."""

    def __init__(self, here: stages.Scene) -> None:
        self.people = {
            "nr.reviewer": here.reviewers["natural_resources"],
            "em.reviewer": here.reviewers["emergency_management"],
            "fund": member(Role.FUND_OFFICER, finance()),
        }

    def person(self, username: str) -> User:
        return self.people[username]


def test_the_demonstration_records_its_gates_through_the_service(here: stages.Scene) -> None:
    case = made.ask(stages.in_review(here), *made.GATES)
    now = timezone.now()
    demo.record_gates(case, Cast(here), when=now - dt.timedelta(days=3), but=("gate-security",))
    rows = {row.code: row for row in selectors.latest(case).rows}
    assert [code for code, row in rows.items() if row.is_blocking] == ["gate-security"]
    assert all(record.happened_on < timezone.localdate(record.at) < timezone.localdate() for record in records(case))
    demo.record_gates(case, Cast(here))
    assert not selectors.blocking(case)


def records(case: Case) -> Any:
    return case.check_records.all()


def test_passing_costs_few_queries(here: stages.Scene, django_assert_max_num_queries: Any) -> None:
    case = everything(here)
    checks.run_first(case, by=System("tests"))
    with django_assert_max_num_queries(10):
        made.pass_all(case, here)
