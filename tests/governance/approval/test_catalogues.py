"""Lists that ship as data: loaded once, in both languages, each with its source and certainty."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from governance.approval.models import CheckKind, ConflictKind, IndicatorThreshold
from governance.approval.policies.checks import RECORDERS
from governance.approval.selectors.checks import gates, profiles
from governance.approval.services.procedures import catalogues
from registry.audit.models import AuditEvent
from registry.matters.models import PauseReason
from tests.factories.mines import held_mine
from tests.factories.organisations import company
from tests.factories.rules import emptied

pytestmark = pytest.mark.django_db
FILE = Path(settings.DATA_DIR) / "catalogues.json"


@pytest.fixture(autouse=True)
def _nothing_loaded() -> None:
    emptied()


def rows() -> list[dict[str, Any]]:
    lists = json.loads(FILE.read_text(encoding="utf-8"))
    return [row for name in catalogues.LISTS for row in lists[name]]


def test_loading_twice_changes_nothing() -> None:
    assert len(catalogues.load(FILE)) == len(rows())
    assert catalogues.load(FILE) == []
    assert AuditEvent.objects.filter(verb="catalogues.load").count() == len(rows())


def test_a_row_that_says_something_else_is_mended() -> None:
    catalogues.load(FILE)
    PauseReason.objects.filter(code="hearing").update(name_en="Hearings")
    assert [str(row.code) for row in catalogues.load(FILE)] == ["hearing"]  # type: ignore[attr-defined]
    event = AuditEvent.objects.filter(verb="catalogues.load").latest("pk")
    assert (event.before, event.after) == ({"name_en": "Hearings"}, {"name_en": "Hearing"})


def test_the_lists_are_whole() -> None:
    catalogues.load(FILE)
    assert (PauseReason.objects.count(), ConflictKind.objects.count(), CheckKind.objects.count()) == (6, 10, 27)
    recorded = set(CheckKind.objects.filter(is_recorded=True).values_list("code", flat=True))
    assert recorded == set(RECORDERS)
    computed = CheckKind.objects.filter(group="gate", is_recorded=False)
    assert set(computed.values_list("code", flat=True)) == set(gates.COMPUTED)
    for kind in CheckKind.objects.all():
        assert kind.code.startswith(f"{kind.group}-")


def test_every_row_has_both_languages_and_says_what_is_design() -> None:
    for row in rows():
        for name in row:
            if name.endswith("_zh"):
                assert row[name].strip(), row["code"]
                assert row[name.removesuffix("zh") + "en"].strip(), row["code"]
        if row["certainty"] == "design":
            assert "本平台" in row["source_zh"], row["code"]
            assert "this platform" in row["source_en"], row["code"]


def test_only_article_45_is_verified_for_pauses() -> None:
    catalogues.load(FILE)
    for reason in PauseReason.objects.all():
        listed = reason.code in {"expert-review", "hearing", "inspection-testing"}
        assert (reason.certainty == "verified") is listed
        assert ("第四十五条：" in reason.source_zh) is listed


@pytest.mark.parametrize(
    ("mine", "size"),
    [
        ({"capacity": Decimal("0.3"), "method": "underground"}, "small"),
        ({"capacity": Decimal("0.9"), "method": "open_pit"}, "small"),
        ({"capacity": Decimal("0.9"), "method": "underground"}, "medium"),
        ({"capacity": Decimal("1.2"), "method": "underground"}, "large"),
        ({"capacity": Decimal("3.9"), "method": "open_pit"}, "medium"),
        ({"capacity": Decimal("2"), "method": "open_pit", "mineral": "iron"}, "large"),
        ({"capacity": None, "method": "open_pit"}, ""),
    ],
)
def test_the_size_of_a_mine_follows_the_closest_threshold(mine: dict[str, Any], size: str) -> None:
    held = held_mine(company(), **{"mineral": "coal", **mine})
    assert profiles.of(held).size == ""
    catalogues.load(FILE)
    found = profiles.of(held)
    assert found.size == size
    assert found.mineral_group == ("coal" if held.mineral == "coal" else "noncoal")


def test_a_regions_own_threshold_comes_first() -> None:
    catalogues.load(FILE)
    held = held_mine(company(), mineral="coal", method="underground", capacity=Decimal("0.5"), region_code="150621")
    common = {"code": "size-small", "mineral_group": "coal", "maximum": Decimal("0.6"), "certainty": "design"}
    texts = {"name_zh": "地方", "source_zh": "地方", "source_en": "local", "valid_from": "2025-07-01"}
    IndicatorThreshold.objects.create(**common, **texts, region_code="150600")
    assert profiles.of(held).size == "small"
    elsewhere = held_mine(
        company(), mineral="coal", method="underground", capacity=Decimal("0.5"), region_code="140212"
    )
    assert profiles.of(elsewhere).size == "medium"
