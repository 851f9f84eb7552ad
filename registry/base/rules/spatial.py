"""Overlap in hectares and distance in metres between shapes given in longitude and latitude (CGCS2000, GRS 80).

Sides are geodesics, as in `registry.base.rules.geodesy`. Sides longer than `LONGEST_SIDE_M` are first cut by points
on the geodesic (C. F. F. Karney, 2013, as in pyproj.Geod); a cut side lies within 2 cm of a line drawn straight in
degrees.

Shapes are laid into an azimuthal equidistant plane round the subject (J. P. Snyder, Map Projections: A Working Manual,
USGS Professional Paper 1395, 1987, ch. 25). There a length r from the centre is stretched across the radius by at most
r²/(6 R²): 1.6 mm in 1,000 m at r = 20 km, 4 cm at r = 100 km. The plane only *finds* the nearest points and the
overlap; both are brought back to degrees and measured on the ellipsoid, so that error does not enter the figure.
"""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from registry.base.rules.geodesy import GEOD

LONGEST_SIDE_M = 1000.0
#: The shortest degree of latitude on GRS 80 (at the equator) is 110 574 m long, less a hand's breadth for certainty.
METRES_A_DEGREE = 110_500.0
#: Added to every search: the bulge of a cut side and rounding.
SLACK_M = 2.0
#: Points nearer to one another than this are one where an overlap cannot be built otherwise.
GRID_M = 1e-3

Box = tuple[float, float, float, float]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Finding:
    """What lies between a subject and another shape.

    `area_ha` is the geodesic area of the overlap in hectares (0 when the shapes only touch), `distance_m` the geodesic
    distance in metres (0 when they touch). `overlap` is the common area, `line` the shortest line between the two, both
    in degrees; None where there is none.
    """

    area_ha: float
    distance_m: float
    overlap: BaseGeometry | None = None
    line: BaseGeometry | None = None


def densified(geometry: BaseGeometry) -> BaseGeometry:
    """Return the shape with every side longer than `LONGEST_SIDE_M` cut by points on its geodesic."""
    kind = geometry.geom_type
    if kind in ("Point", "MultiPoint") or geometry.is_empty:
        return geometry
    if kind == "Polygon":
        return shapely.Polygon(_cut(geometry.exterior), [_cut(ring) for ring in geometry.interiors])
    if kind in ("LineString", "LinearRing"):
        return type(geometry)(_cut(geometry))
    return type(geometry)([densified(part) for part in geometry.geoms])


def _cut(line: BaseGeometry) -> np.ndarray:
    """The positions of a line with those added that its long sides need."""
    points = shapely.get_coordinates(line)
    starts, ends = points[:-1], points[1:]
    wide = np.abs(ends - starts)
    # A side is never longer than its spans of latitude and longitude together, 111 700 m a degree.
    if not len(wide) or (wide.sum(axis=1) * 111_700.0).max() <= LONGEST_SIDE_M:
        return points
    _, _, lengths = GEOD.inv(starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1])
    made: list[np.ndarray] = []
    for start, end, length in zip(starts, ends, lengths, strict=True):
        made.append(start[None])
        pieces = math.ceil(length / LONGEST_SIDE_M)
        if pieces > 1:
            made.append(np.array(GEOD.npts(start[0], start[1], end[0], end[1], pieces - 1)))
    return np.concatenate([*made, points[-1:]])


def widened(box: Box, metres: float) -> Box:
    """Return a box (west, south, east, north in degrees) that surely holds all places within `metres` of `box`."""
    west, south, east, north = box
    tall = (metres + SLACK_M) / METRES_A_DEGREE
    farthest = min(89.0, max(abs(south - tall), abs(north + tall)))
    wide = tall / math.cos(math.radians(farthest))
    return west - wide, south - tall, east + wide, north + tall


class Index(Generic[Key]):
    """The boxes of many shapes in one search tree; boxes are those of cut shapes (`box_of`)."""

    def __init__(self, keys: Iterable[Key], boxes: Sequence[Box] | np.ndarray) -> None:
        self.keys = list(keys)
        corners = np.asarray(boxes, dtype=float).reshape(-1, 4)
        self.tree = shapely.STRtree(shapely.box(corners[:, 0], corners[:, 1], corners[:, 2], corners[:, 3]))

    def __len__(self) -> int:
        return len(self.keys)

    def near(self, box: Box, metres: float = 0.0) -> list[Key]:
        """The keys of all shapes that may lie within `metres` of `box`, and of some that do not."""
        return [self.keys[place] for place in sorted(self.tree.query(shapely.box(*widened(box, metres))))]


def box_of(geometry: BaseGeometry) -> Box:
    """The box round a shape whose sides are geodesics."""
    west, south, east, north = densified(geometry).bounds
    return float(west), float(south), float(east), float(north)


class Subject:
    """The shape that others are measured against, with its plane."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self.geometry = densified(geometry)
        west, south, east, north = self.geometry.bounds
        # A pipeline is made 100 times faster than a transformer between two reference systems.
        self._plane = Transformer.from_pipeline(
            "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=aeqd +ellps=GRS80 "
            f"+lat_0={(south + north) / 2:.9f} +lon_0={(west + east) / 2:.9f}"
        )

    @property
    def box(self) -> Box:
        """West, south, east and north in degrees."""
        west, south, east, north = self.geometry.bounds
        return float(west), float(south), float(east), float(north)

    @cached_property
    def plane(self) -> BaseGeometry:
        """The subject in metres of its plane."""
        made = self.in_plane(self.geometry)
        shapely.prepare(made)
        return made

    def in_plane(self, geometry: BaseGeometry) -> BaseGeometry:
        """Degrees to metres of the plane; a shape that rounding broke is mended."""
        return _valid(self._moved(geometry, "FORWARD"))

    def in_degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """Metres of the plane to degrees."""
        return self._moved(geometry, "INVERSE")

    def _moved(self, geometry: BaseGeometry, direction: str) -> BaseGeometry:
        def move(points: np.ndarray) -> np.ndarray:
            x, y = self._plane.transform(points[:, 0], points[:, 1], direction=direction)
            return np.column_stack([x, y])

        return shapely.transform(geometry, move)

    def measure(self, other: BaseGeometry) -> Finding:
        """Return overlap and distance of a shape in degrees whose sides may be long."""
        laid = self.in_plane(densified(other))
        if not self.plane.intersects(laid):
            line = self.in_degrees(shapely.shortest_line(self.plane, laid))
            return Finding(0.0, _length(line), None, line)
        overlap = areas(common(self.plane, laid))
        if overlap is None:
            return Finding(0.0, 0.0)
        returned = self.in_degrees(overlap)
        return Finding(area_ha(returned), 0.0, returned)

    def union_ha(self, overlaps: Sequence[BaseGeometry]) -> float:
        """Hectares that overlaps in degrees cover together; what two of them share counts once."""
        together = areas(shapely.union_all([self.in_plane(one) for one in overlaps]))
        return 0.0 if together is None else area_ha(self.in_degrees(together))


def common(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """The intersection of two shapes of a plane in metres, on a grid of a millimetre where it fails otherwise."""
    try:
        return shapely.intersection(one, other)
    except shapely.errors.GEOSException:
        return shapely.intersection(one, other, grid_size=GRID_M)


def areas(geometry: BaseGeometry) -> BaseGeometry | None:
    """Only the areas of a shape that may also hold lines and points; None when it has none."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    flat = [one for part in parts for one in shapely.get_parts(part) if not one.is_empty]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else shapely.MultiPolygon(flat)


def area_ha(geometry: BaseGeometry) -> float:
    """Geodesic area in hectares of polygons in degrees; holes are left out."""
    oriented = [shapely.geometry.polygon.orient(part, 1.0) for part in shapely.get_parts(geometry)]
    return sum(abs(float(GEOD.geometry_area_perimeter(part)[0])) for part in oriented) / 1e4


def _length(line: BaseGeometry) -> float:
    """Geodesic distance in metres between the two ends of a line in degrees."""
    (west, south), (east, north) = shapely.get_coordinates(line)[[0, -1]]
    return float(GEOD.inv(west, south, east, north)[2])


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    return geometry if shapely.is_valid(geometry) else shapely.make_valid(geometry)


def rounded(geometry: BaseGeometry, digits: int = 7) -> dict[str, Any]:
    """GeoJSON of a shape with coordinates of `digits` decimals (7: about a centimetre)."""
    shape: dict[str, Any] = shapely.geometry.mapping(geometry)
    return {**shape, "coordinates": _rounded(shape["coordinates"], digits)}


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, list | tuple):
        return [_rounded(one, digits) for one in value]
    return round(float(value), digits)
