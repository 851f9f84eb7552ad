"""The co-indicators of a case: of a frozen revision, against the thresholds of its mine, on its page."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case, IndicatorThreshold
from governance.approval.rules.indicators.co_indicators import CODES
from governance.approval.selectors.indicators import co_indicators as selectors
from governance.approval.selectors.indicators import plan_figures
from governance.approval.services.dossiers import sections
from governance.approval.services.indicators import co_indicators, thresholds
from registry.mines.models import Mine
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db
FILE = Path(settings.DATA_DIR) / "co_indicator_thresholds.json"


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def case() -> Case:
    thresholds.load(FILE)
    return stages.submitted(stages.scene(method="open_pit", mineral="coal"))


def content(case: Case) -> dict[str, Any]:
    return sections.content(case, 1)


def test_the_demonstration_dossier_of_the_worked_example(case: Case) -> None:
    """docs/algorithms/co-indicators.md, with the open-pit dossier of `data/demo`."""
    found = {one.code: one for one in co_indicators.of(case, case.revisions.get(number=1))}
    assert tuple(found) == CODES
    shown = {code: (round(one.measure.value or D(0), 4), one.result) for code, one in found.items()}
    assert shown == {
        "disturbed-restored-ratio": (D("1.4524"), "pass"),
        "slope-angle": (D("34.0"), "pass"),
        "factor-of-safety": (D("-0.028"), "fail"),
        "dump-stability": (D("1.0346"), "pass"),
        "water-use": (D("100"), "pass"),
        "topsoil-balance": (D("1.0419"), "pass"),
        "monitoring-coverage": (D("100"), "pass"),
        "cost-per-hectare": (D("18.5176"), "pass"),
        "security-coverage": (D("1.2326"), "pass"),
    }
    assert not any(one.blocks for one in found.values())


def test_the_threshold_of_the_region_counts(case: Case) -> None:
    """The mine of the scene lies in Ordos (1506): its own row counts, and the nation's row where it has none."""
    found = {one.code: one.limits for one in co_indicators.of(case, case.revisions.get(number=1))}
    assert found["security-coverage"].region_code == "1506"  # type: ignore[union-attr]
    assert found["cost-per-hectare"].region_code == "15"  # type: ignore[union-attr]
    assert found["water-use"].mineral_group == "coal"  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["mining", "restoration", "safety", "funds"])
def test_a_section_that_is_not_there_makes_its_indicators_unknown(case: Case, key: str) -> None:
    rest = {name: part for name, part in content(case).items() if name != key}
    before = {one.code: one.result for one in selectors.evaluate(content(case), case.mine, selectors.in_force())}
    changed = {
        one.code: one.result
        for one in selectors.evaluate(rest, case.mine, selectors.in_force())
        if one.result != before[one.code]
    }
    assert changed
    assert set(changed.values()) == {"unknown"}


def test_without_any_figure_everything_is_unknown(case: Case) -> None:
    for broken in ({}, {"mining": None}, {"safety": {"fields": {}, "rows": {"structures": [{"kind": "slope"}]}}}):
        found = selectors.evaluate(broken, case.mine, selectors.in_force())
        assert {one.result for one in found} == {"unknown"}


def test_without_thresholds_everything_is_unknown(case: Case) -> None:
    IndicatorThreshold.objects.all().delete()
    made = selectors.as_outcomes(co_indicators.of(case, case.revisions.get(number=1)))
    assert {one.result for one in made} == {"unknown"}
    assert [one.code for one in made] == [f"indicator-{code}" for code in CODES]
    assert all("No threshold counts" in one.evidence_en for one in made)


def test_thresholds_of_another_day_do_not_count(case: Case) -> None:
    IndicatorThreshold.objects.update(valid_to=dt.date(2025, 12, 31))
    assert {one.limits for one in co_indicators.of(case, case.revisions.get(number=1))} == {None}


def test_as_outcomes_of_checks_in_both_languages(case: Case) -> None:
    made = selectors.as_outcomes(co_indicators.of(case, case.revisions.get(number=1)), dt.date(2026, 11, 1))
    by_code = {one.code: one for one in made}
    short = by_code["indicator-factor-of-safety"]
    assert (short.result, short.value, short.unit) == ("fail", D("-0.0280"), "FoS")
    assert "采掘场南帮" in short.evidence_zh
    assert "required ≥ 0; not met" in short.evidence_en
    assert "to be checked" in short.evidence_en
    assert short.data_date == dt.date(2026, 11, 1)
    assert {"input": "safety.structures.safety_factor", "record": "工作帮", "value": "1.164"} in short.details


@pytest.mark.parametrize("value", ["abc", "NaN", "Infinity", "", [], {}, True, None])
def test_what_is_no_figure_is_not_stated(value: Any) -> None:
    assert plan_figures.number(value) is None


def test_the_register_says_how_a_mine_digs_and_the_plan_only_where_it_does_not() -> None:
    mine = Mine(method="open_pit", mineral="iron", region_code="150600")
    assert selectors.place_of(mine, "underground").method == "open_pit"
    mine.method = Mine.Method.UNKNOWN
    assert selectors.place_of(mine, "underground") == selectors.Place("underground", "noncoal", "150600")


def test_the_page_of_a_revision_shows_value_threshold_verdict_and_origin(client: Client, case: Case) -> None:
    client.force_login(case.opened_by)
    said = client.get(reverse("governance:dossier_revision", args=[case.pk, 1])).content.decode()
    for words in [
        "Eco-safety co-indicators", "Restored against disturbed area", "1.4524", "≥ 0.8", "mg-gauge-fail",
        "Worst year, restored less disturbed (2", "Ecological restoration · Years · 2", "Proposal of this platform",
    ]:  # fmt: skip
        assert words in said, words
    with translation.override("zh-hans"):
        said = client.get(reverse("governance:dossier_revision", args=[case.pk, 1])).content.decode()
    for words in ["累计修复与破坏面积比", "万元/hm²", "最差年份差额"]:
        assert words in said, words


def test_the_draft_shows_what_is_missing(client: Client) -> None:
    thresholds.load(FILE)
    case = stages.draft(stages.scene(), complete=False)
    client.force_login(case.opened_by)
    said = client.get(reverse("governance:dossier_revision", args=[case.pk, 0])).content.decode()
    assert "Mine-water utilisation rate" in said
    assert "Resources and mining, mine water: not stated" in said
