"""The thresholds of the co-indicators: their file, their page, their API."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import IndicatorThreshold
from governance.approval.policies.thresholds import ThresholdPolicy
from governance.approval.rules.indicators.co_indicators import CODES
from governance.approval.rules.indicators.thresholds import UNITS
from governance.approval.selectors.indicators import co_indicators
from governance.approval.services.indicators import thresholds
from governance.approval.services.procedures import catalogues
from registry.audit.models import AuditEvent
from registry.base.models.catalogues import Certainty
from registry.base.rules.errors import Incomplete
from registry.mines.models import Mine
from registry.scope.models import Role
from tests.factories import rules
from tests.factories.memberships import member
from tests.factories.organisations import committee_office
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
FILE = Path(settings.DATA_DIR) / "co_indicator_thresholds.json"


@pytest.fixture(autouse=True)
def _english() -> Any:
    rules.emptied()
    with translation.override("en"):
        yield


def rows() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8"))["thresholds"]  # type: ignore[no-any-return]


def test_the_file_loads_once() -> None:
    made = thresholds.load(FILE)
    assert len(made) == len(rows())
    assert {row.code for row in made} == set(UNITS)
    assert AuditEvent.objects.filter(verb="catalogues.load").count() == len(made)
    assert thresholds.load(FILE) == []


def test_a_changed_row_is_written_again_and_others_stay(tmp_path: Path) -> None:
    thresholds.load(FILE)
    given = rows()
    given[0]["minimum"] = "0.85"
    path = tmp_path / "changed.json"
    path.write_text(json.dumps({"thresholds": given[:1]}), encoding="utf-8")
    (changed,) = thresholds.load(path)
    assert (changed.code, str(changed.minimum)) == (given[0]["code"], "0.85")
    assert IndicatorThreshold.objects.filter(code__in=UNITS).count() == len(rows())


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "unheard-of"},
        {"unit": "km"},
        {"region_code": "15"},
        {"minimum": "2", "maximum": "1"},
        {"blocks": True, "certainty": "design"},
        {"blocks": True, "certainty": "likely"},
    ],
)
def test_a_faulty_file_writes_nothing(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Above all: what is not verified in its source never blocks an approval."""
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps({"thresholds": [rows()[1], rows()[0] | changes]}), encoding="utf-8")
    with pytest.raises(Incomplete) as raised:
        thresholds.load(path)
    assert list(raised.value.fields) == ["thresholds-1"]
    assert not IndicatorThreshold.objects.exists()


def test_a_proposal_never_displaces_what_is_verified() -> None:
    """A row of less certainty must not be more specific than a verified one: the mine would lose the rule."""
    weight = {Certainty.VERIFIED: 2, Certainty.LIKELY: 1, Certainty.DESIGN: 0}

    def covers(wide: dict[str, Any], narrow: dict[str, Any]) -> bool:
        return (
            wide["code"] == narrow["code"]
            and wide["method"] in ("", narrow["method"])
            and wide["mineral_group"] in ("", narrow["mineral_group"])
            and co_indicators.prefix(narrow["region_code"]).startswith(co_indicators.prefix(wide["region_code"]))
        )

    for narrow in rows():
        for wide in rows():
            if narrow is not wide and covers(wide, narrow):
                assert weight[narrow["certainty"]] >= weight[wide["certainty"]], narrow  # type: ignore[index]


def test_every_kind_of_mine_has_a_threshold_for_every_indicator() -> None:
    thresholds.load(FILE)
    limits = [co_indicators.limits_of(row) for row in co_indicators.in_force()]
    for method in Mine.Method.values:
        for mineral in ("coal", "iron"):
            mine = Mine(method=method, mineral=mineral, region_code="440100")
            place = co_indicators.place_of(mine)
            for code in UNITS:
                assert co_indicators.thresholds.choose(code, limits, place), (method, mineral, code)


def test_every_row_names_its_source_in_both_languages() -> None:
    for row in rows():
        assert row["source_zh"], row
        assert row["source_en"], row
        if row["certainty"] == "design":
            assert row["source_zh"].startswith("平台设计"), row
            assert row["source_en"].startswith("Proposal of this platform"), row


def test_everybody_reads_them_and_nobody_changes_them() -> None:
    thresholds.load(FILE)
    administrator = member(Role.ADMINISTRATOR, committee_office())
    assert ThresholdPolicy().check(administrator, "view")
    assert not ThresholdPolicy().check(administrator, "change")
    assert ThresholdPolicy().scope(administrator).count() == len(rows())


def test_the_page_says_value_mine_source_and_certainty(client: Client) -> None:
    thresholds.load(FILE)
    said = client.get(reverse("governance:threshold_list") + "?code=water-use").content.decode()
    for words in ["Mine-water utilisation rate", "≥ 75%", "three rates", "Verified in the source", "In force"]:
        assert words in said, words
    assert said.count("A failure blocks the approval") == 1
    with translation.override("zh-hans"):
        said = client.get(reverse("governance:threshold_list") + "?code=water-use").content.decode()
    assert "矿井水利用率不低于75%" in said


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("code=water-use&mineral=coal", 2),
        ("code=water-use&mineral=noncoal", 1),
        ("code=dump-stability", 11),
        ("code=cost-per-hectare&region=150000", 1),
        ("code=security-coverage&certainty=verified", 1),
        ("code=slope-angle&method=underground", 1),
        ("code=slope-angle&on=2020-01-01", 0),
        ("code=nonsense", None),
        ("region=999999&on=not-a-day&order=x&cursor=%00", None),
    ],
)
def test_filters(client: Client, query: str, codes: int | None) -> None:
    thresholds.load(FILE)
    answer = client.get(f"{reverse('governance:threshold_list')}?{query}")
    assert answer.status_code == 200
    if codes is not None:
        assert len(answer.context["page"].rows) == codes


@pytest.mark.parametrize("order", ["code", "-code", "from", "-from"])
def test_pages_hold_every_row_once(client: Client, order: str) -> None:
    thresholds.load(FILE)
    seen: list[int] = []
    cursor = ""
    while True:
        answer = client.get(reverse("governance:threshold_list"), {"order": order, "cursor": cursor})
        seen += [row.pk for row in answer.context["page"].rows]
        cursor = answer.context["page"].next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == len(rows())


def test_export(client: Client) -> None:
    thresholds.load(FILE)
    answer = client.get(reverse("governance:threshold_list") + "?export=csv&code=water-use")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(lines) == 3
    assert lines[0][:2] == ["Code", "Indicator"]
    answer = client.get(reverse("governance:threshold_list") + "?export=xlsx")
    assert answer.status_code == 200


def test_api(client: Client) -> None:
    thresholds.load(FILE)
    answer = client.get(reverse("api:threshold-list"), {"code": "water-use", "on": "2026-01-01"}).json()
    assert {row["mineral_group"]: row["minimum"] for row in answer["results"]} == {"": "60.0000", "coal": "75.0000"}


@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
def test_the_page_needs_as_many_queries_for_many_rows(client: Client, many: bool) -> None:
    thresholds.load(FILE)
    if not many:
        IndicatorThreshold.objects.exclude(code__in=["water-use", "security-coverage"]).delete()
    url = reverse("governance:threshold_list")
    assert client.get(url).status_code == 200
    with assert_baseline("governance:threshold_list"):
        assert client.get(url).status_code == 200


def test_the_sizes_of_mines_are_no_thresholds_of_indicators(client: Client) -> None:
    catalogues.load(Path(settings.DATA_DIR) / "catalogues.json")
    assert IndicatorThreshold.objects.exists()
    assert client.get(reverse("governance:threshold_list")).context["page"].rows == []


def test_every_indicator_is_a_kind_of_check_that_procedures_can_ask_for() -> None:
    listed = json.loads((Path(settings.DATA_DIR) / "catalogues.json").read_text(encoding="utf-8"))["check_kinds"]
    asked = {row["code"] for row in listed if row["group"] == "indicator"}
    assert asked == {f"indicator-{code}" for code in CODES}
