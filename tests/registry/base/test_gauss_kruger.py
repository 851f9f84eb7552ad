"""Corner points in Gauss-Krüger zones, checked against a series that shares no code with PROJ."""

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.base.rules import gauss_kruger, geodesy
from registry.base.rules.geodesy import BoundaryError

CORNERS = [(4_316_000.0, 500_000.0), (4_316_000.0, 503_000.0), (4_318_000.0, 503_000.0), (4_318_000.0, 500_000.0)]
WITH_ZONE = [(x, y + 37_000_000) for x, y in CORNERS]


def krueger(longitude: float, latitude: float, meridian: float) -> tuple[float, float]:
    """Krüger's series of 1912 to the fourth order of the third flattening: X, Y in metres."""
    a, f = 6378137.0, 1 / 298.257222101
    n = f / (2 - f)
    radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (
        n / 2 - 2 / 3 * n**2 + 5 / 16 * n**3 + 41 / 180 * n**4,
        13 / 48 * n**2 - 3 / 5 * n**3 + 557 / 1440 * n**4,
        61 / 240 * n**3 - 103 / 140 * n**4,
        49561 / 161280 * n**4,
    )
    e = math.sqrt(f * (2 - f))
    phi, lam = math.radians(latitude), math.radians(longitude - meridian)
    t = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(t, math.cos(lam)), math.atanh(math.sin(lam) / math.hypot(1, t))
    x = radius * (xi + sum(c * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, c in enumerate(alpha, 1)))
    y = radius * (eta + sum(c * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, c in enumerate(alpha, 1)))
    return x, y + 500_000


@settings(max_examples=200)
@given(zone=st.integers(25, 45), offset=st.floats(-2, 2), latitude=st.floats(4, 53))
def test_projection_agrees_with_the_series_and_comes_back(zone, offset, latitude):
    meridian = gauss_kruger.central_meridian_of(zone)
    longitude = meridian + offset
    x, y = gauss_kruger.to_corner_point((longitude, latitude), meridian)
    assert (x, y) == pytest.approx(krueger(longitude, latitude, meridian), abs=0.001)
    assert gauss_kruger.to_lonlat((x, y), meridian) == pytest.approx((longitude, latitude), abs=1e-9)


def test_published_meridian_arc_of_grs_80():
    x, y = gauss_kruger.to_corner_point((111.0, 45.0), 111)
    assert (x, y) == pytest.approx((4_984_944.378, 500_000.0), abs=0.001)


@pytest.mark.parametrize(("zone", "meridian"), [(13, 75), (19, 111), (23, 135), (25, 75), (37, 111), (45, 135)])
def test_zone_numbers_tell_the_meridian(zone, meridian):
    assert gauss_kruger.central_meridian_of(zone) == meridian


def test_zones_of_a_longitude():
    assert [gauss_kruger.zone_of(lon) for lon in (109.4, 109.5, 112.49, 73.2, 135.9)] == [36, 37, 37, 25, 45]
    assert [gauss_kruger.zone_of(lon, 6) for lon in (107.9, 108.0, 113.9)] == [18, 19, 19]


def test_zone_number_zone_and_meridian_say_the_same():
    by_number = gauss_kruger.from_corner_points([WITH_ZONE])
    by_zone = gauss_kruger.from_corner_points([CORNERS], zone=37)
    by_wide_zone = gauss_kruger.from_corner_points([CORNERS], zone=19)
    by_meridian = gauss_kruger.from_corner_points([CORNERS], central_meridian=111)
    assert by_number.geojson() == by_zone.geojson() == by_wide_zone.geojson() == by_meridian.geojson()
    assert by_number.area_km2 == pytest.approx(6.0, rel=1e-5), "scale is 1 on the central meridian"
    assert by_number.centroid == pytest.approx((111.0174, 38.98), abs=0.02)


def test_corners_come_back_after_the_round_trip():
    zone, parts = gauss_kruger.corner_points(gauss_kruger.from_corner_points([WITH_ZONE]))
    assert zone == 37
    assert sorted((round(x, 3), round(y, 3)) for x, y in parts[0]) == sorted(WITH_ZONE)


def test_closing_the_list_is_allowed_and_several_areas_are_kept():
    far = [(x + 10_000, y) for x, y in WITH_ZONE]
    boundary = gauss_kruger.from_corner_points([[*WITH_ZONE, WITH_ZONE[0]], far])
    assert boundary.geojson()["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("parts", "options", "code"),
    [
        ([CORNERS], {}, "zone_needed"),
        ([WITH_ZONE], {"zone": 38}, "mixed_zones"),
        ([[WITH_ZONE[0], (4_316_000.0, 38_500_000.0)]], {}, "mixed_zones"),
        ([CORNERS], {"zone": 24}, "unknown_zone"),
        ([CORNERS], {"zone": True}, "unknown_zone"),
        ([CORNERS], {"zone": "37"}, "unknown_zone"),
        ([CORNERS], {"zone": 37, "central_meridian": 114}, "zone_conflict"),
        ([CORNERS], {"central_meridian": 110}, "unknown_meridian"),
        ([CORNERS], {"central_meridian": [111]}, "unknown_meridian"),
        ([[(y, x) for x, y in WITH_ZONE]], {}, "corner_swapped"),
        ([[(y, x) for x, y in CORNERS]], {"zone": 37}, "corner_swapped"),
        ([[(99.0, 37_500_000.0)]], {}, "impossible_corner"),
        ([[(4_316_000.0, 37_950_000.0)]], {}, "impossible_corner"),
        ([[(4_316_000.0, 24_500_000.0)]], {}, "unknown_zone"),
        ([[(4_316_000.0, 1e300)]], {}, "unknown_zone"),
        ([[(4_316_000.0,)]], {}, "not_a_corner"),
        ([[("4316000", 37_500_000.0)]], {}, "not_a_number"),
        ([[(float("nan"), 37_500_000.0)]], {}, "not_a_number"),
        (["text"], {}, "not_positions"),
        ("text", {}, "not_positions"),
        ([], {}, "empty"),
        ([[]], {"zone": 37}, "too_few_positions"),
        ([WITH_ZONE[:2]], {}, "too_few_positions"),
        ([[WITH_ZONE[0], WITH_ZONE[2], WITH_ZONE[1], WITH_ZONE[3]]], {}, "self_intersecting"),
    ],
)
def test_corners_that_cannot_be_used_say_why(parts, options, code):
    with pytest.raises(BoundaryError) as caught:
        gauss_kruger.from_corner_points(parts, **options)
    assert caught.value.code == f"boundary.{code}"


def test_pasted_text():
    text = "1,4316000,37500000\n2\t4316000\t37503000\n3 4318000 37503000\n\n4316000，37600000\n"
    assert gauss_kruger.parse_corner_text(text) == [
        [(4316000.0, 37500000.0), (4316000.0, 37503000.0), (4318000.0, 37503000.0)],
        [(4316000.0, 37600000.0)],
    ]
    for wrong in ("4316000", "1 2 3 4", "X Y"):
        with pytest.raises(BoundaryError) as caught:
            gauss_kruger.parse_corner_text(wrong)
        assert caught.value.params == {"line": 1}


@settings(max_examples=300)
@given(
    corners=st.lists(
        st.tuples(st.floats() | st.floats(3e5, 6e6), st.floats() | st.floats(2e7, 5e7)) | st.text(), max_size=6
    ),
    zone=st.none() | st.integers(),
    meridian=st.none() | st.integers(60, 150),
)
def test_nothing_but_a_boundary_error_comes_out(corners, zone, meridian):
    with contextlib.suppress(BoundaryError):
        gauss_kruger.from_corner_points([corners], zone=zone, central_meridian=meridian)


def test_real_boundaries_survive_the_round_trip():
    square = geodesy.parse(
        {"type": "Polygon", "coordinates": [[[113.2, 33.7], [113.3, 33.7], [113.3, 33.8], [113.2, 33.7]]]}
    )
    for width in (3, 6):
        _, parts = gauss_kruger.corner_points(square, width=width)
        again = gauss_kruger.from_corner_points(parts)
        assert again.area_km2 == pytest.approx(square.area_km2, rel=1e-8)
