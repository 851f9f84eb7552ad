"""Overlaps and distances against pyproj.Geod, closed formulas and brute force."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.base.rules import spatial
from registry.base.rules.geodesy import GEOD


def square(lon: float, lat: float, size: float = 0.02) -> shapely.Polygon:
    return shapely.box(lon, lat, lon + size, lat + size)


def away(lon: float, lat: float, azimuth: float, metres: float) -> tuple[float, float]:
    east, north, _ = GEOD.fwd(lon, lat, azimuth, metres)
    return east, north


#: West and east edge, far south and north, the middle of a 3° zone and its border.
PLACES = [(73.6, 39.4), (134.7, 48.4), (109.5, 18.3), (123.3, 53.4), (111.0, 39.8), (112.5, 39.8)]


@pytest.mark.parametrize(("lon", "lat"), PLACES)
@pytest.mark.parametrize("azimuth", [0, 37, 90, 180, 270])
@pytest.mark.parametrize("metres", [0.5, 99.9, 100.0, 1000.0, 5000.0])
def test_distance_from_a_corner_to_a_point_is_the_geodesic(lon: float, lat: float, azimuth: float, metres: float):
    # A needle of a mine, so that the nearest place is its tip whatever the direction.
    tip = away(lon, lat, azimuth + 180, 300)
    left, right = away(*tip, azimuth + 90, 0.01), away(*tip, azimuth - 90, 0.01)
    subject = spatial.Subject(shapely.Polygon([(lon, lat), left, right]))
    found = subject.measure(shapely.Point(away(lon, lat, azimuth, metres)))
    assert found.distance_m == pytest.approx(metres, abs=2e-4)
    assert found.area_ha == 0
    assert found.line is not None


@pytest.mark.parametrize(("lon", "lat"), PLACES)
def test_overlap_is_the_geodesic_area(lon: float, lat: float):
    subject = spatial.Subject(square(lon, lat))
    found = subject.measure(shapely.box(lon + 0.015, lat + 0.015, lon + 0.025, lat + 0.025))
    area, _ = GEOD.geometry_area_perimeter(shapely.box(lon + 0.015, lat + 0.015, lon + 0.02, lat + 0.02))
    # Both shapes have sides of 1 to 2 km, whose geodesics leave the parallel by up to 6 cm; the overlap is 500 m wide.
    assert found.area_ha == pytest.approx(area / 1e4, rel=2e-4)
    assert found.distance_m == 0


def test_hectares_against_the_closed_formula_between_parallels():
    """Area of a quadrangle on the ellipsoid (Snyder 1987, eq. 3-12 integrated): b² Δλ [q(φ₂) − q(φ₁)] / 2."""
    a, f = 6378137.0, 1 / 298.257222101
    e2 = f * (2 - f)
    e = math.sqrt(e2)

    def q(degrees: float) -> float:
        s = math.sin(math.radians(degrees))
        return (1 - e2) * (s / (1 - e2 * s * s) + math.log((1 + e * s) / (1 - e * s)) / (2 * e))

    south, north = 40.0, 40.004
    exact = a * a * math.radians(0.004) * (q(north) - q(south)) / 2 / 1e4
    subject = spatial.Subject(shapely.box(110, 39, 111, 41))
    assert subject.measure(shapely.box(110.5, south, 110.504, north)).area_ha == pytest.approx(exact, rel=1e-6)


def test_a_long_line_is_followed_along_its_geodesic():
    # 200 km along a parallel: the geodesic runs some 650 m north of the line drawn in degrees.
    middle = GEOD.npts(110.0, 40.0, 112.4, 40.0, 1)[0]
    lon, lat = middle
    assert lat - 40.0 > 0.004
    line = shapely.LineString([(110.0, 40.0), (112.4, 40.0)])
    found = spatial.Subject(square(lon - 0.005, lat + 0.01, 0.01)).measure(line)
    foot = 0.01 * 111_035
    assert found.distance_m == pytest.approx(foot, abs=1.0)
    index = spatial.Index(["line"], [spatial.box_of(line)])
    assert index.near((lon, lat + 0.01, lon + 0.01, lat + 0.02), 1200) == ["line"]
    assert index.near((lon, lat + 0.05, lon + 0.01, lat + 0.06), 1200) == []


def test_a_line_through_the_mine_has_no_distance_and_no_area():
    found = spatial.Subject(square(110, 40)).measure(shapely.LineString([(109, 40.01), (111, 40.01)]))
    assert (found.area_ha, found.distance_m, found.overlap) == (0, 0, None)


def test_touching_is_no_overlap():
    found = spatial.Subject(square(110, 40)).measure(square(110.02, 40))
    # The common side runs north; on it both shapes have the same points.
    assert found.distance_m == 0
    assert found.area_ha == pytest.approx(0, abs=1e-9)


def test_what_lies_in_a_hole_does_not_overlap():
    ring = shapely.Polygon(square(110, 40, 0.04).exterior, [square(110.01, 40.01, 0.02).exterior])
    inside = shapely.box(110.019, 40.019, 110.021, 40.021)
    found = spatial.Subject(ring).measure(inside)
    assert found.area_ha == 0
    # Meridians draw together northward, so the northern corner is the nearest.
    _, _, gap = GEOD.inv(110.019, 40.021, 110.01, 40.021)
    assert found.distance_m == pytest.approx(gap, abs=0.01)
    assert spatial.Subject(inside).measure(ring).distance_m == pytest.approx(gap, abs=0.01)


def test_several_parts_count_together_and_shared_ground_once():
    parts = shapely.MultiPolygon([square(110, 40, 0.01), square(110.02, 40, 0.01)])
    whole = spatial.Subject(shapely.box(109.99, 39.99, 110.04, 40.02))
    found = whole.measure(parts)
    one = whole.measure(parts.geoms[0]).area_ha
    assert found.area_ha == pytest.approx(2 * one, rel=1e-6)
    assert found.overlap is not None
    assert whole.union_ha([found.overlap, whole.measure(parts.geoms[0]).overlap]) == pytest.approx(found.area_ha)
    assert whole.union_ha([]) == 0


def test_an_overlap_that_also_touches_keeps_only_its_area():
    comb = shapely.Polygon([(110, 40), (110.02, 40), (110.02, 40.01), (110.01, 40.005), (110, 40.01)])
    found = spatial.Subject(square(110, 40.01)).measure(comb)
    assert found.distance_m == 0
    assert found.overlap is None or found.area_ha < 0.1


@given(
    lat=st.floats(4, 53),
    lon=st.floats(74, 134),
    azimuth=st.floats(0, 360),
    metres=st.floats(0.1, 20_000),
    reach=st.floats(0.001, 0.3),
)
@settings(max_examples=200, deadline=None)
def test_the_search_never_loses_a_neighbour(lat: float, lon: float, azimuth: float, metres: float, reach: float):
    box = (lon, lat, lon + reach, lat + reach)
    corners = [(lon, lat), (lon + reach, lat), (lon, lat + reach), (lon + reach, lat + reach)]
    for corner in corners:
        east, north = away(*corner, azimuth, metres * 0.9999)
        assert spatial.Index(["x"], [(east, north, east, north)]).near(box, metres) == ["x"]


@given(st.floats(0.005, 0.06), st.floats(0, 360))
@settings(max_examples=40, deadline=None)
def test_distance_agrees_with_brute_force(gap: float, angle: float):
    """The nearest of many points along both shapes, every distance by Geod.inv."""
    lon, lat = 110.0 + (0.02 + gap) * math.cos(math.radians(angle)), 40.0 + (0.02 + gap) * math.sin(math.radians(angle))
    mine = shapely.Point(110, 40).buffer(0.015, quad_segs=4)
    other = shapely.Point(lon, lat).buffer(0.004, quad_segs=3)
    found = spatial.Subject(mine).measure(other).distance_m
    one = shapely.get_coordinates(shapely.segmentize(mine, 1e-4))
    two = shapely.get_coordinates(shapely.segmentize(other, 1e-4))
    grid = np.meshgrid(range(len(one)), range(len(two)))
    pairs = [side.ravel() for side in grid]
    _, _, all_metres = GEOD.inv(one[pairs[0], 0], one[pairs[0], 1], two[pairs[1], 0], two[pairs[1], 1])
    least = float(np.min(all_metres))
    # The sampled sides are straight in degrees (up to 2 cm off) and sampled every 11 m.
    assert found <= least + 0.03
    assert found >= least - 6.0
