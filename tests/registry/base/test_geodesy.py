"""Boundaries in longitude and latitude: what is accepted, what is refused, and how it is measured."""

import contextlib
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.base.rules import geodesy
from registry.base.rules.geodesy import BoundaryError

SQUARE = [[110.0, 39.0], [110.1, 39.0], [110.1, 39.1], [110.0, 39.1], [110.0, 39.0]]
HOLE = [[110.02, 39.02], [110.04, 39.02], [110.04, 39.04], [110.02, 39.04], [110.02, 39.02]]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=25,
)
NEARLY_POSITIONS = st.lists(st.floats(min_value=70, max_value=140) | ANYTHING, min_size=1, max_size=4)


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def quadrangle_km2(south: float, north: float, width: float) -> float:
    """Area between two parallels and two meridians of GRS 80, in closed form (km²)."""
    a, f = 6378.137, 1 / 298.257222101
    e = math.sqrt(f * (2 - f))
    b2 = a * a * (1 - e * e)

    def zone(latitude: float) -> float:
        s = math.sin(math.radians(latitude))
        return s / (1 - (e * s) ** 2) + math.log((1 + e * s) / (1 - e * s)) / (2 * e)

    return math.radians(width) * b2 / 2 * (zone(north) - zone(south))


def test_area_agrees_with_the_closed_form_of_the_ellipsoid():
    steps = [110 + step / 1000 for step in range(501)]
    ring = [[lon, 39.0] for lon in steps] + [[lon, 39.5] for lon in reversed(steps)]
    boundary = geodesy.parse(polygon([*ring, ring[0]]))
    assert boundary.area_km2 == pytest.approx(quadrangle_km2(39.0, 39.5, 0.5), rel=1e-7)
    assert boundary.area_ha == pytest.approx(boundary.area_km2 * 100)


def test_a_hole_takes_its_area_away():
    whole, hole = geodesy.parse(polygon(SQUARE)), geodesy.parse(polygon(HOLE))
    both = geodesy.parse(polygon(SQUARE, HOLE))
    assert both.area_km2 == pytest.approx(whole.area_km2 - hole.area_km2, rel=1e-9)
    assert both.perimeter_km == pytest.approx(whole.perimeter_km + hole.perimeter_km)
    assert both.positions == 8


def test_points_inside_outside_and_on_the_edge():
    boundary = geodesy.parse(polygon(SQUARE, HOLE))
    assert boundary.covers(110.05, 39.05)
    assert boundary.covers(110.0, 39.05)
    assert not boundary.covers(110.03, 39.03)
    assert not boundary.covers(110.2, 39.05)
    assert boundary.covers(*boundary.label_point)


def test_turning_direction_does_not_matter_and_comes_out_counter_clockwise():
    forward, backward = geodesy.parse(polygon(SQUARE)), geodesy.parse(polygon(SQUARE[::-1]))
    assert forward.area_km2 == pytest.approx(backward.area_km2)
    assert forward.geojson()["coordinates"][0][1] == [110.1, 39.0]
    assert forward.geojson() == geodesy.parse(forward.geojson()).geojson()
    assert forward.centroid == pytest.approx((110.05, 39.05))


def test_several_areas_and_the_wrappings_of_geojson():
    far = [[lon + 1, lat] for lon, lat in SQUARE]
    multi = {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}
    feature = {"type": "Feature", "properties": None, "geometry": multi}
    assert geodesy.parse(multi).geojson()["type"] == "MultiPolygon"
    assert geodesy.parse(feature).area_km2 == geodesy.parse(multi).area_km2
    both = [{"type": "Feature", "geometry": polygon(ring)} for ring in (SQUARE, far)]
    assert geodesy.parse({"type": "FeatureCollection", "features": both}).area_km2 == geodesy.parse(multi).area_km2


def test_heights_are_dropped_and_known_names_of_longitude_and_latitude_are_accepted():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    value = polygon([[*position, 1300.5] for position in SQUARE]) | {"crs": crs}
    assert geodesy.parse(value).geojson()["coordinates"][0][0] == [110.0, 39.0]


def test_distance_of_one_second_of_arc_along_a_meridian():
    assert geodesy.distance_m((110, 39), (110, 39 + 1 / 3600)) == pytest.approx(30.84, abs=0.01)
    assert geodesy.distance_m((110, 0), (111, 0)) == pytest.approx(6378137 * math.pi / 180, abs=0.001)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "not_geojson"),
        ([], "not_geojson"),
        ({}, "not_geojson"),
        ({"type": "Point", "coordinates": [110, 39]}, "wrong_type"),
        ({"type": "Feature"}, "not_geojson"),
        ({"type": "FeatureCollection", "features": []}, "empty"),
        (polygon(), "empty"),
        (polygon("text"), "not_positions"),
        (polygon(["text"]), "not_a_position"),
        (polygon([[110]]), "not_a_position"),
        (polygon([[110, "39"]]), "not_a_number"),
        (polygon([[110, True]]), "not_a_number"),
        (polygon([[110, float("nan")]]), "not_a_number"),
        (polygon([[110, float("inf")]]), "not_a_number"),
        (polygon([[110, 10**400]]), "not_a_number"),
        (polygon([[lat, lon] for lon, lat in SQUARE]), "swapped"),
        (polygon([[37_512_345.6, 4_312_345.6]]), "projected"),
        (polygon([[200.0, 39.0]]), "out_of_range"),
        (polygon([[2.35, 48.85]]), "outside_china"),
        (polygon(SQUARE[:3]), "too_few_positions"),
        (polygon([]), "too_few_positions"),
        (polygon(SQUARE[:4]), "not_closed"),
        (polygon([SQUARE[0], *SQUARE]), "duplicate_position"),
        (polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]), "self_intersecting"),
        (polygon([[110, 39], [110.1, 39], [110.2, 39], [110, 39]]), "zero_area"),
        (polygon([[110, 39], [110 + 1e-9, 39], [110, 39 + 1e-9], [110, 39]]), "zero_area"),
        (polygon(SQUARE, [[lon + 1, lat] for lon, lat in HOLE]), "hole_outside"),
        (polygon(SQUARE, HOLE, [[lon + 0.01, lat + 0.01] for lon, lat in HOLE]), "self_intersecting"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}, "parts_overlap"),
        (polygon([[100, 30], [110, 30], [110, 40], [100, 40], [100, 30]]), "too_large"),
        (polygon(SQUARE) | {"crs": {"properties": {"name": "EPSG:3857"}}}, "unknown_crs"),
        (polygon([SQUARE[0]] * 20_001), "too_many_positions"),
        (polygon(*[SQUARE] * 501), "too_many_rings"),
    ],
)
def test_a_boundary_that_cannot_be_used_says_why(value, code):
    with pytest.raises(BoundaryError) as caught:
        geodesy.parse(value)
    assert caught.value.code == f"boundary.{code}"


def test_text_that_is_no_json():
    for text in ("", "{", b"\xff\xfe", "[" * 100_000):
        with pytest.raises(BoundaryError):
            geodesy.parse_text(text)
    assert geodesy.parse_text(json.dumps(polygon(SQUARE))).area_km2 > 0


@settings(max_examples=300)
@given(value=ANYTHING)
def test_nothing_but_a_boundary_error_comes_out(value):
    for candidate in (value, polygon(value), {"type": "MultiPolygon", "coordinates": value}, {"crs": value}):
        with pytest.raises(BoundaryError):
            geodesy.parse(candidate)


@settings(max_examples=300)
@given(ring=st.lists(NEARLY_POSITIONS, max_size=6), close=st.booleans())
def test_nearly_right_rings(ring, close):
    with contextlib.suppress(BoundaryError):
        geodesy.parse(polygon([*ring, ring[0]] if ring and close else ring))


@settings(max_examples=300)
@given(points=st.lists(st.tuples(st.floats(109.9, 110.1), st.floats(38.9, 39.1)), min_size=3, max_size=8))
def test_random_rings_are_valid_or_named(points):
    ring = [list(point) for point in points]
    try:
        boundary = geodesy.parse(polygon([*ring, ring[0]]))
    except BoundaryError:
        return
    assert boundary.area_km2 > 0
    assert boundary.geometry.is_valid
