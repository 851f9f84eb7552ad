"""Spatial checks: overlaps in hectares, distances in metres, and no data is never a pass."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from governance.approval.rules.checks.outcomes import Outcome
from governance.approval.selectors.checks import spatial_checks, spatial_map
from registry.base.rules import spatial
from registry.base.rules.geodesy import GEOD
from registry.layers.models import MapLayer
from registry.mines.models import Mine
from tests.factories.layers import box, feature, line, map_layer
from tests.factories.mines import BOUNDARY, MineFactory

pytestmark = pytest.mark.django_db
#: The mine is the box 110.00–110.02° E, 40.00–40.02° N in 150621.
EAST, NORTH = 110.02, 40.02


@pytest.fixture
def mine() -> Mine:
    found: Mine = MineFactory(has_boundary=True, is_open_pit=True)
    return found


def far(kind: str, **fields: Any) -> MapLayer:
    """A layer that covers the region and has nothing near the mine."""
    shapes = {
        "road": line((100, 30), (100.1, 30)), "township_road": line((100, 30), (100.1, 30)),
        "railway": line((100, 30), (100.1, 30)), "bridge": {"type": "Point", "coordinates": [100, 30]},
        "residents": {"type": "Point", "coordinates": [100, 30]},
    }  # fmt: skip
    shape = shapes.get(kind, box(100, 30, 100.1, 30.1))
    return map_layer(feature(shape, "远处"), kind=kind, name_zh=f"远处{kind}", **fields)


def east_of(metres: float) -> float:
    """The longitude `metres` east of the mine's eastern side at 40.01° N."""
    return float(GEOD.fwd(EAST, 40.01, 90, metres)[0])


def test_without_a_boundary_nothing_is_known() -> None:
    bare = MineFactory()
    outcomes = spatial_checks.evaluate(bare)
    assert [one.code for one in outcomes] == list(spatial_checks.CODES)
    assert {one.result for one in outcomes} == {"unknown"}
    assert all(one.evidence_zh and one.evidence_en for one in outcomes)


def test_without_a_layer_nothing_passes(mine: Mine) -> None:
    results = {one.code: one.result for one in spatial_checks.evaluate(mine)}
    # The register of mines is the layer of the other rights.
    assert results.pop("spatial-other-rights") == "pass"
    assert set(results.values()) == {"unknown"}


def test_with_complete_layers_and_nothing_near_everything_passes(mine: Mine) -> None:
    for kind in MapLayer.Kind.values:
        far(kind)
    outcomes = spatial_checks.evaluate(mine)
    assert {one.result for one in outcomes} == {"pass"}
    assert all(one.data_date for one in outcomes)


@pytest.mark.parametrize("code", ["spatial-red-line", "spatial-farmland", "spatial-reserve"])
def test_an_overlap_fails_with_its_hectares(mine: Mine, code: str) -> None:
    (kind,) = spatial_checks.OVERLAPS[code]
    west, south = 110.015, 40.015
    map_layer(feature(box(west, south, 110.025, 40.025), "甲区"), feature(box(111, 41, 111.1, 41.1), "乙区"), kind=kind)
    found = spatial_checks.check(mine, code)
    area, _ = GEOD.geometry_area_perimeter(spatial.shapely.box(west, south, EAST, NORTH))
    assert found.result == "fail"
    assert found.area_ha is not None
    assert float(found.area_ha) == pytest.approx(area / 1e4, rel=2e-4)
    assert found.data_date == dt.date(2026, 5, 1)
    (detail,) = found.details
    assert (detail["name"], detail["kind"], detail["area_ha"]) == ("甲区", kind, str(found.area_ha))
    assert detail["overlap"]["type"] == "Polygon"
    assert str(found.area_ha) in found.evidence_zh
    assert "甲区" in found.evidence_zh
    assert "ha together" in found.evidence_en


def test_overlaps_that_share_ground_count_it_once(mine: Mine) -> None:
    map_layer(box(110.01, 40.0, 110.03, 40.02), box(110.0, 40.0, 110.03, 40.02), kind="nature_reserve")
    found = spatial_checks.check(mine, "spatial-reserve")
    assert float(found.area_ha or 0) == pytest.approx(379.2, abs=0.5)
    assert len(found.details) == 2


def test_neighbours_that_touch_do_not_overlap(mine: Mine) -> None:
    map_layer(box(EAST - 1e-7, 40.0, 110.04, NORTH), kind="basic_farmland")
    assert spatial_checks.check(mine, "spatial-farmland").result == "pass"
    strict = spatial_checks.check(mine, "spatial-farmland", {"tolerance_ha": 0})
    assert strict.result == "fail"


@pytest.mark.parametrize(
    ("code", "kind", "metres"),
    [
        ("spatial-road", "road", 100),
        ("spatial-road", "township_road", 50),
        ("spatial-railway", "railway", 1000),
        ("spatial-bridge", "bridge", 200),
        ("spatial-residents", "residents", 300),
    ],
)
def test_a_distance_is_kept_to_the_decimetre(mine: Mine, code: str, kind: str, metres: int) -> None:
    for other in ("road", "township_road"):
        if other != kind:
            far(other)

    def measured(away: float) -> Outcome:
        at = east_of(away)
        point = {"type": "Point", "coordinates": [at, 40.01]}
        drawn = point if kind in ("bridge", "residents") else line((at, 40.005), (at, 40.015))
        map_layer(feature(drawn, "近处"), kind=kind)
        return spatial_checks.check(mine, code)

    near, enough = measured(metres - 0.5), measured(metres + 0.5)
    assert near.result == "fail"
    # The nearest place of a meridian line is its northern end, where meridians are closer together.
    assert float(near.distance_m or 0) == pytest.approx(metres - 0.5, abs=0.2 if metres <= 300 else 0.6)
    assert near.details[0]["line"]["type"] == "LineString"
    assert f"小于{metres}米" in near.evidence_zh
    assert enough.result == "pass" if metres <= 300 else enough.result in ("pass", "fail")
    assert measured(metres * 3).distance_m is None


def test_the_procedure_sets_the_distance(mine: Mine) -> None:
    at = east_of(400)
    map_layer(feature({"type": "Point", "coordinates": [at, 40.01]}, "村"), kind="residents")
    assert spatial_checks.check(mine, "spatial-residents").result == "pass"
    assert spatial_checks.check(mine, "spatial-residents", {"metres": 500}).result == "fail"
    for odd in ("x", -1, 0, float("nan"), None, [1]):
        assert spatial_checks.check(mine, "spatial-residents", {"metres": odd}).result == "pass"
    below = MineFactory(has_boundary=True, method="underground", stage="closed")
    assert spatial_checks.check(below, "spatial-residents", {"metres": 500}).result == "pass"
    assert "井工" in spatial_checks.check(below, "spatial-residents", {"metres": 500}).evidence_zh


def test_land_reaches_beyond_the_line_that_was_drawn(mine: Mine) -> None:
    far("township_road")
    at = east_of(110)
    road = line((at, 40.005), (at, 40.015))
    map_layer(feature(road, "国道"), kind="road")
    assert spatial_checks.check(mine, "spatial-road").result == "pass"
    map_layer(feature(road, "国道", half_width_m=15), kind="road")
    found = spatial_checks.check(mine, "spatial-road")
    assert found.result == "fail"
    assert float(found.distance_m or 0) == pytest.approx(95, abs=0.2)


def test_a_road_needs_both_layers_to_pass_and_one_to_fail(mine: Mine) -> None:
    far("road")
    assert spatial_checks.check(mine, "spatial-road").result == "unknown"
    map_layer(line((110.01, 39.9), (110.01, 40.1)), kind="road")
    found = spatial_checks.check(mine, "spatial-road")
    assert found.result == "fail"
    assert found.distance_m == Decimal("0.0")
    assert "乡道" in found.evidence_zh


@pytest.mark.parametrize(
    ("region", "expected"), [("", "pass"), ("15", "pass"), ("150621", "pass"), ("150622", "unknown"), ("14", "unknown")]
)
def test_only_a_layer_that_covers_the_region_lets_pass(mine: Mine, region: str, expected: str) -> None:
    far("railway", region_code=region)
    assert spatial_checks.check(mine, "spatial-railway").result == expected


def test_a_fault_counts_wherever_the_layer_is_complete(mine: Mine) -> None:
    map_layer(box(110.01, 40.01, 110.03, 40.03), kind="ecological_red_line", region_code="14")
    assert spatial_checks.check(mine, "spatial-red-line").result == "fail"


def test_an_ended_layer_no_longer_counts(mine: Mine) -> None:
    layer = far("railway")
    layer.valid_to = dt.date(2026, 1, 1)
    layer.valid_from = dt.date(2025, 1, 1)
    layer.save()
    assert spatial_checks.check(mine, "spatial-railway").result == "unknown"


def test_a_real_mine_is_never_judged_by_invented_data(mine: Mine) -> None:
    map_layer(box(110.01, 40.01, 110.03, 40.03), kind="ecological_red_line", is_simulated=True)
    assert spatial_checks.check(mine, "spatial-red-line").result == "unknown"
    MineFactory(boundary=BOUNDARY, is_simulated=True)
    assert spatial_checks.check(mine, "spatial-other-rights").result == "pass"
    invented = MineFactory(boundary=BOUNDARY, is_simulated=True, name_zh="虚构矿")
    found = spatial_checks.check(invented, "spatial-red-line")
    assert found.result == "fail"
    assert "演示" in found.evidence_zh
    assert spatial_checks.check(invented, "spatial-other-rights").result == "fail"


def test_the_oldest_layer_dates_the_outcome(mine: Mine) -> None:
    far("road", data_date=dt.date(2024, 2, 3))
    far("township_road", data_date=dt.date(2025, 1, 1))
    assert spatial_checks.check(mine, "spatial-road").data_date == dt.date(2024, 2, 3)


def test_other_rights(mine: Mine) -> None:
    assert spatial_checks.check(mine, "spatial-other-rights").result == "pass"
    MineFactory(boundary=box(110.01, 40.0, 110.03, 40.02), stage="closed", longitude=111)
    assert spatial_checks.check(mine, "spatial-other-rights").result == "pass"
    bare = MineFactory(name_zh="无界矿", longitude=110.01, latitude=40.01)
    found = spatial_checks.check(mine, "spatial-other-rights")
    assert found.result == "unknown"
    assert "无界矿" in found.evidence_zh
    bare.longitude = 111
    bare.save()
    other = MineFactory(boundary=box(110.01, 40.0, 110.03, 40.02), longitude=111, name_zh="邻矿")
    found = spatial_checks.check(mine, "spatial-other-rights")
    assert found.result == "fail"
    assert float(found.area_ha or 0) == pytest.approx(189.6, abs=0.3)
    assert found.details[0]["mine"] == other.pk


def test_the_map_draws_what_was_found(mine: Mine) -> None:
    map_layer(feature(box(110.015, 40.015, 110.5, 40.5), "甲区"), kind="ecological_red_line")
    at = east_of(600)
    map_layer(feature(line((at, 39), (at, 41)), "铁路"), kind="railway")
    outcomes = spatial_checks.evaluate(mine)
    drawn = spatial_map.payload(mine, outcomes)["features"]
    roles = [one["properties"]["role"] for one in drawn]
    assert roles.count("boundary") == 1
    assert {"feature", "overlap", "line"} == set(roles) - {"boundary"}
    (overlap,) = [one for one in drawn if one["properties"]["role"] == "overlap"]
    assert overlap["properties"]["area_ha"] == str(outcomes[0].area_ha)
    # Long features are cut to the surroundings.
    for one in drawn:
        west, south, east, north = spatial.shapely.from_geojson(json.dumps(one["geometry"])).bounds
        assert 109.9 < west <= east < 110.15
        assert 39.9 < south <= north < 40.15


def test_a_complicated_mine_with_a_hole_and_two_parts() -> None:
    ring = box(110.0, 40.0, 110.04, 40.04)["coordinates"] + box(110.01, 40.01, 110.03, 40.03)["coordinates"]
    shape = {"type": "MultiPolygon", "coordinates": [ring, box(110.06, 40.0, 110.08, 40.02)["coordinates"]]}
    mine = MineFactory(boundary=shape, method="open_pit")
    map_layer(box(110.015, 40.015, 110.025, 40.025), kind="basic_farmland")
    assert spatial_checks.check(mine, "spatial-farmland").result == "pass"
    map_layer(box(110.015, 40.015, 110.07, 40.025), kind="basic_farmland")
    found = spatial_checks.check(mine, "spatial-farmland")
    assert found.result == "fail"
    assert found.details[0]["overlap"]["type"] == "MultiPolygon"
