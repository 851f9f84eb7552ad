"""The data the product carries: complete, consistent, and named with its origin."""

import csv
import gzip
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from django.conf import settings

from registry.base.rules import geodesy
from registry.calendar.rules.working_days import table_from_notices
from registry.regions.rules import regions
from registry.regions.rules.regions import RegionLevel

DATA = Path(settings.DATA_DIR)
LAYERS = sorted((DATA / "geo").glob("*.geojson"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def units() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["code"], row["level"]): row for row in rows("regions.csv")}


def test_every_file_is_named_with_its_origin_and_licence():
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    table = {
        cells[1].strip(" `"): cells
        for line in text.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) == 7
    }
    for path in DATA.rglob("*"):
        name = path.relative_to(DATA).as_posix()
        if path.is_dir() or name == "SOURCES.md":
            continue
        row = table.get(name) or (table["geo/*.geojson"] if path.suffix == ".geojson" else None)
        assert row, f"{name} has no row in data/SOURCES.md"
        assert all(cell.strip() for cell in row[2:6]), f"{name}: origin, licence or date is missing"


def test_all_units_of_the_code_table_are_there(units):
    assert Counter(level for _, level in units) == {"province": 34, "city": 375, "district": 2891}
    assert len(rows("regions.csv")) == len(units)


def test_every_unit_has_its_parent(units):
    for code, level in units:
        parent = regions.parent_of(code, RegionLevel(level))
        if parent is not None:
            above = {"city": "province", "district": "city"}[level]
            assert (parent, above) in units, f"{code} {level}: no {above} {parent}"
            assert code.startswith(regions.prefix_of(parent))


def test_a_prefix_finds_the_whole_province(units):
    inner_mongolia = [code for code, level in units if code.startswith("15") and level == "city"]
    assert len(inner_mongolia) == 12
    assert sum(code.startswith("1506") and level == "district" for code, level in units) == 9


def test_english_names_are_english(units):
    for row in units.values():
        assert row["name_en"].strip() == row["name_en"] != ""
        assert not CHINESE.search(row["name_en"])
        assert CHINESE.search(row["name_zh"])


@pytest.mark.parametrize(
    ("code", "level", "name"),
    [
        ("150000", "province", "Inner Mongolia"),
        ("610000", "province", "Shaanxi"),
        ("140000", "province", "Shanxi"),
        ("540000", "province", "Tibet"),
        ("650000", "province", "Xinjiang"),
        ("810000", "province", "Hong Kong"),
        ("820000", "province", "Macao"),
        ("150100", "city", "Hohhot"),
        ("150600", "city", "Ordos"),
        ("152500", "city", "Xilingol League"),
        ("650100", "city", "Ürümqi"),
        ("140400", "city", "Changzhi"),
        ("411100", "city", "Luohe"),
        ("610100", "city", "Xi'an"),
        ("150622", "district", "Jungar Banner"),
        ("610881", "district", "Shenmu City"),
        ("610829", "district", "Wubu County"),
        ("131025", "district", "Daicheng County"),
        ("410304", "district", "Chanhe Hui District"),
        ("150206", "district", "Bayan Obo Mining District"),
        ("422800", "city", "Enshi Tujia and Miao Autonomous Prefecture"),
    ],
)
def test_names_that_are_easily_wrong(units, code, level, name):
    assert units[code, level]["name_en"] == name


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_layers_carry_codes_of_the_table_and_stay_in_china(path, units):
    level = path.stem.split("_")[1]
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code, name = feature["properties"]["adcode"], feature["properties"]["name"]
        if not code:
            assert name == "境界线"
            continue
        assert units[code, level]["name_zh"] == name
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        assert all(geodesy.in_china(*position) for position in positions(feature["geometry"]["coordinates"]))


def positions(coordinates):
    if isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for inner in coordinates:
            yield from positions(inner)


def test_the_national_layer_has_all_provinces_and_the_sea_lines():
    features = json.loads((DATA / "geo/china_province_light.geojson").read_text(encoding="utf-8"))["features"]
    names = Counter(bool(feature["properties"]["adcode"]) for feature in features)
    assert names == {True: 34, False: 8}
    attribution = json.loads((DATA / "geo/attribution.json").read_text(encoding="utf-8"))
    assert {"source", "approval_number", "note"} <= attribution.keys()


def test_working_days_agree_with_the_published_calendar_day_by_day():
    payload = json.loads((DATA / "working_days.json").read_text(encoding="utf-8"))
    table = table_from_notices(payload["version"], payload["years"])
    assert table.years == {2024, 2025, 2026}
    day = date(2024, 1, 1)
    while day.year <= 2026:
        assert table.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert [table.count_working_days(date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2025, 2026)] == [251, 248, 248]
    assert all("国办发明电" in notice["source"] for notice in payload["years"].values())


def test_the_mine_register_is_whole():
    with gzip.open(DATA / "mines_gem.csv.gz", "rt", encoding="utf-8", newline="") as file:
        mines = list(csv.DictReader(file))
    assert len(mines) == 820
    assert {mine["State, Province"] for mine in mines} == {"Inner Mongolia", "Shaanxi", "Shandong"}


def test_every_mine_boundary_can_be_used():
    features = json.loads((DATA / "mine_boundaries_gem.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == 45
    assert all(0.01 < geodesy.parse(feature).area_km2 < 2000 for feature in features)


def test_word_lists_are_complete():
    terms = rows("glossary.csv")
    assert len(terms) == 71 + 45
    for column in ("term_en", "term_zh"):
        assert max(Counter(term[column] for term in terms).values()) == 1
    assert all(all(cell.strip() for cell in term.values()) for term in terms)
    assert len(rows("indicators.csv")) == 42
    assert len(rows("safety_expense_rates.csv")) == 27
