"""Read, check and measure a mine's boundary given in longitude and latitude.

Coordinates are degrees on CGCS2000 (its ellipsoid is that of GRS 80); WGS 84 agrees with it to centimetres and is
accepted as it is. Whatever is given, the only exception that comes out is `BoundaryError`, and it says what to mend.

Areas are geodesic: the sides are shortest lines on the ellipsoid (C. F. F. Karney, 2013, as in pyproj.Geod), so the
result does not depend on a projection zone.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely
from pyproj import Geod
from shapely.geometry.polygon import orient

from registry.base.rules.problems import RuleError

GEOD = Geod(ellps="GRS80")
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
MAX_POSITIONS = 20_000
MAX_RINGS = 500
LEAST_AREA_KM2 = 1e-6
LARGEST_AREA_KM2 = 10_000.0
LONLAT_NAMES = ("CRS84", "4326", "4490", "4979", "4480")

Position = tuple[float, float]
Ring = list[Position]
Rings = list[Ring]


class BoundaryError(RuleError):
    """A boundary that cannot be used; the problem's code and parameters say what to mend."""


@dataclass(frozen=True)
class Boundary:
    """A valid boundary: one or more areas, perhaps with holes, counter-clockwise outside (RFC 7946)."""

    geometry: shapely.MultiPolygon

    @cached_property
    def area_km2(self) -> float:
        """Geodesic area in square kilometres."""
        area, _ = GEOD.geometry_area_perimeter(self.geometry)
        return abs(float(area)) / 1e6

    @property
    def area_ha(self) -> float:
        """Geodesic area in hectares."""
        return self.area_km2 * 100

    @property
    def perimeter_km(self) -> float:
        """Length of all outlines, holes included, in kilometres."""
        return sum(float(GEOD.geometry_length(ring)) for ring in self._rings()) / 1e3

    @property
    def centroid(self) -> Position:
        """Centre of gravity as longitude, latitude; it may lie outside a bent area."""
        return self.geometry.centroid.x, self.geometry.centroid.y

    @property
    def label_point(self) -> Position:
        """A point that is surely inside, as longitude, latitude."""
        point = self.geometry.representative_point()
        return point.x, point.y

    @property
    def positions(self) -> int:
        """Number of corners, the closing ones not counted twice."""
        return sum(len(ring.coords) - 1 for ring in self._rings())

    def _rings(self) -> Iterable[shapely.LinearRing]:
        for polygon in self.geometry.geoms:
            yield polygon.exterior
            yield from polygon.interiors

    def covers(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies inside or on the boundary."""
        return bool(self.geometry.covers(shapely.Point(longitude, latitude)))

    def geojson(self) -> dict[str, Any]:
        """Return the GeoJSON geometry: a Polygon where there is one area, else a MultiPolygon."""
        parts = [
            [[list(position) for position in ring.coords] for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in self.geometry.geoms
        ]
        if len(parts) == 1:
            return {"type": "Polygon", "coordinates": parts[0]}
        return {"type": "MultiPolygon", "coordinates": parts}


def distance_m(start: Position, end: Position) -> float:
    """Return the geodesic distance between two (longitude, latitude) points in metres."""
    _, _, metres = GEOD.inv(start[0], start[1], end[0], end[1])
    return float(metres)


def in_china(longitude: float, latitude: float) -> bool:
    """Return whether a point lies in the box around China (73-136° E, 3-54° N)."""
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def parse_text(text: str | bytes) -> Boundary:
    """Read a boundary from GeoJSON text."""
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise BoundaryError("boundary.not_json") from None
    return parse(value)


def parse(value: object) -> Boundary:
    """Read a boundary from a GeoJSON Polygon, MultiPolygon, Feature or FeatureCollection of such.

    The areas of all features of a collection together are one boundary. A third coordinate (height) is dropped.
    """
    parts = [_rings_of(part) for part in _polygons(value)]
    return build(parts)


def build(parts: list[Rings]) -> Boundary:
    """Make a boundary of closed rings of longitude and latitude, outline first; raise `BoundaryError` if it is none."""
    if not parts:
        raise BoundaryError("boundary.empty")
    rings = [ring for part in parts for ring in part]
    if len(rings) > MAX_RINGS:
        raise BoundaryError("boundary.too_many_rings", count=len(rings), allowed=MAX_RINGS)
    if sum(len(ring) for ring in rings) > MAX_POSITIONS:
        raise BoundaryError("boundary.too_many_positions", allowed=MAX_POSITIONS)
    for number, ring in enumerate(rings, start=1):
        check_ring(ring, number)
    try:
        polygons = [orient(shapely.Polygon(part[0], part[1:]), 1.0) for part in parts]
        for polygon in polygons:
            check_shape(polygon)
        geometry = shapely.MultiPolygon(polygons)
        if not geometry.is_valid:
            raise BoundaryError("boundary.parts_overlap")
        boundary = Boundary(geometry)
        area = boundary.area_km2
    except (shapely.errors.ShapelyError, ArithmeticError):
        raise BoundaryError("boundary.impossible_shape") from None
    if not area >= LEAST_AREA_KM2:
        raise BoundaryError("boundary.zero_area")
    if area > LARGEST_AREA_KM2:
        raise BoundaryError("boundary.too_large", area=round(area), allowed=int(LARGEST_AREA_KM2))
    return boundary


def _polygons(value: object) -> list[object]:
    """Return the coordinates of every polygon in a GeoJSON object."""
    if not isinstance(value, Mapping):
        raise BoundaryError("boundary.not_geojson")
    check_crs(value.get("crs"))
    kind, content = value.get("type"), value.get("coordinates")
    if kind == "Feature":
        geometry = value.get("geometry")
        return _geometry(geometry)
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list) or not features:
            raise BoundaryError("boundary.empty")
        return [
            polygon
            for feature in features
            for polygon in _geometry(feature.get("geometry") if isinstance(feature, Mapping) else None)
        ]
    return _geometry({"type": kind, "coordinates": content})


def _geometry(value: object) -> list[object]:
    if not isinstance(value, Mapping):
        raise BoundaryError("boundary.not_geojson")
    kind, content = value.get("type"), value.get("coordinates")
    if not isinstance(kind, str):
        raise BoundaryError("boundary.not_geojson")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundaryError("boundary.wrong_type", type=kind[:40])
    if not isinstance(content, list | tuple) or not content:
        raise BoundaryError("boundary.empty")
    return list(content) if kind == "MultiPolygon" else [content]


def check_crs(crs: object) -> None:
    """Refuse a coordinate reference system that is not longitude and latitude (the old `crs` member of GeoJSON)."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str) or not name.endswith(LONLAT_NAMES):
        raise BoundaryError("boundary.unknown_crs", name=name[:80] if isinstance(name, str) else "")


def _rings_of(content: object) -> Rings:
    if not isinstance(content, list | tuple) or not content:
        raise BoundaryError("boundary.empty")
    rings: Rings = []
    for number, ring in enumerate(content, start=1):
        if not isinstance(ring, list | tuple):
            raise BoundaryError("boundary.not_positions", ring=number)
        if len(ring) > MAX_POSITIONS:
            raise BoundaryError("boundary.too_many_positions", allowed=MAX_POSITIONS)
        rings.append([position_of(position, number, index) for index, position in enumerate(ring, start=1)])
    return rings


def position_of(value: object, ring: int, index: int) -> Position:
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= 4:
        raise BoundaryError("boundary.not_a_position", ring=ring, position=index)
    return number_of(value[0], ring, index), number_of(value[1], ring, index)


def number_of(value: object, ring: int, index: int) -> float:
    """Return a finite number or raise `BoundaryError` naming the ring and the position."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BoundaryError("boundary.not_a_number", ring=ring, position=index)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BoundaryError("boundary.not_a_number", ring=ring, position=index)
    return number


def check_places(ring: Ring, number: int) -> None:
    """Check that every position lies in China, and say what was probably meant where one does not."""
    for index, (longitude, latitude) in enumerate(ring, start=1):
        if in_china(longitude, latitude):
            continue
        where = {"ring": number, "position": index, "longitude": longitude, "latitude": latitude}
        if in_china(latitude, longitude):
            raise BoundaryError("boundary.swapped", **where)
        if abs(longitude) > 360 or abs(latitude) > 360:
            raise BoundaryError("boundary.projected", **where)
        if abs(longitude) > 180 or abs(latitude) > 90:
            raise BoundaryError("boundary.out_of_range", **where)
        raise BoundaryError("boundary.outside_china", **where)


def check_ring(ring: Ring, number: int) -> None:
    """Check the places, the number and the closing of a ring's positions."""
    check_places(ring, number)
    if len(ring) < 4:
        raise BoundaryError("boundary.too_few_positions", ring=number, count=len(ring))
    if ring[0] != ring[-1]:
        raise BoundaryError("boundary.not_closed", ring=number)
    for index in range(1, len(ring)):
        if ring[index] == ring[index - 1]:
            raise BoundaryError("boundary.duplicate_position", ring=number, position=index + 1)


def check_shape(polygon: shapely.Polygon) -> None:
    """Check that the rings of one area make a shape on the ground."""
    if any(shapely.convex_hull(ring).area == 0 for ring in (polygon.exterior, *polygon.interiors)):
        raise BoundaryError("boundary.zero_area")
    if polygon.is_valid:
        return
    reason = shapely.is_valid_reason(polygon)
    if "outside shell" in reason:
        raise BoundaryError("boundary.hole_outside")
    if "nested" in reason.lower() or "disconnected" in reason.lower():
        raise BoundaryError("boundary.holes_overlap")
    if "[" in reason:
        longitude, latitude = (float(number) for number in reason[reason.index("[") + 1 : -1].split()[:2])
        raise BoundaryError("boundary.self_intersecting", longitude=round(longitude, 6), latitude=round(latitude, 6))
    raise BoundaryError("boundary.impossible_shape")
