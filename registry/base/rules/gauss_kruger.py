"""Corner points of a mining right in CGCS2000 Gauss-Krüger coordinates.

Chinese mining licences list corners as X (northing) and Y (easting) in metres. Y carries a false easting of 500 km and
usually the zone number in front: 37 512 345.67 is zone 37. Zones 13 to 23 are 6° wide (central meridian 6 n - 3),
zones 25 to 45 are 3° wide (central meridian 3 n), so the number alone tells the width.

The projection is transverse Mercator on the CGCS2000 ellipsoid with scale 1 on the central meridian: EPSG 4534 to 4554
(3°, without zone number); EPSG 4491 to 4533 differ in the number put before Y and, for 6° zones, in the width only.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pyproj import Transformer
from pyproj.exceptions import ProjError

from registry.base.rules.geodesy import Boundary, BoundaryError, Position, Ring, build, number_of

ZONE_PREFIX = 1_000_000.0
FALSE_EASTING = 500_000.0
WEST_MERIDIAN, EAST_MERIDIAN = 75, 135
EPSG_OF_WEST_MERIDIAN = 4534
LEAST_NORTHING, LARGEST_NORTHING = 300_000.0, 6_050_000.0
LEAST_EASTING, LARGEST_EASTING = 100_000.0, 900_000.0
SEPARATORS = re.compile(r"[\s,;，；、]+")

CornerPoint = tuple[float, float]


def central_meridian_of(zone: int) -> int:
    """Return the central meridian (degrees east) of a 6° zone (13-23) or a 3° zone (25-45)."""
    if isinstance(zone, bool) or not isinstance(zone, int):
        raise BoundaryError("boundary.unknown_zone", zone=str(zone)[:20])
    if 13 <= zone <= 23:
        return 6 * zone - 3
    if 25 <= zone <= 45:
        return 3 * zone
    raise BoundaryError("boundary.unknown_zone", zone=str(zone)[:20])


def zone_of(longitude: float, width: int = 3) -> int:
    """Return the number of the 3° (25-45) or 6° (13-23) zone a longitude in China lies in."""
    if width == 6:
        return min(max(int(longitude // 6) + 1, 13), 23)
    return min(max(int((longitude + 1.5) // 3), 25), 45)


def check_meridian(central_meridian: int) -> int:
    """Return a central meridian that a 3° or 6° zone has (75, 78, ... 135), or raise `BoundaryError`."""
    if (
        isinstance(central_meridian, bool)
        or not isinstance(central_meridian, int)
        or not WEST_MERIDIAN <= central_meridian <= EAST_MERIDIAN
        or central_meridian % 3
    ):
        raise BoundaryError("boundary.unknown_meridian", meridian=str(central_meridian)[:20])
    return central_meridian


@lru_cache(maxsize=64)
def _transformer(central_meridian: int, *, forward: bool) -> Transformer:
    plane = f"EPSG:{EPSG_OF_WEST_MERIDIAN + (central_meridian - WEST_MERIDIAN) // 3}"
    pair = ("EPSG:4490", plane) if forward else (plane, "EPSG:4490")
    return Transformer.from_crs(*pair, always_xy=True)


def to_lonlat(point: CornerPoint, central_meridian: int) -> Position:
    """Return longitude and latitude (degrees) of X, Y (metres, Y without zone number)."""
    try:
        longitude, latitude = _transformer(check_meridian(central_meridian), forward=False).transform(
            point[1], point[0], errcheck=True
        )
    except ProjError:
        raise BoundaryError("boundary.impossible_corner", x=point[0], y=point[1]) from None
    return round(float(longitude), 10), round(float(latitude), 10)


def to_corner_point(position: Position, central_meridian: int) -> CornerPoint:
    """Return X, Y (metres, Y without zone number) of longitude and latitude (degrees)."""
    easting, northing = _transformer(check_meridian(central_meridian), forward=True).transform(*position)
    return float(northing), float(easting)


def from_corner_points(
    parts: Sequence[Sequence[Sequence[float]]],
    *,
    zone: int | None = None,
    central_meridian: int | None = None,
) -> Boundary:
    """Make a boundary of lists of corners (X northing, Y easting), one list per area, in order round the area.

    Where Y carries no zone number, `zone` or `central_meridian` has to be given. A list need not repeat its first
    corner at the end. Raises `BoundaryError` and nothing else.
    """
    meridian = None if central_meridian is None else check_meridian(central_meridian)
    meridian = meridian if zone is None else central_meridian_of(zone)
    if zone is not None and central_meridian is not None and central_meridian != meridian:
        raise BoundaryError("boundary.zone_conflict", zone=zone, meridian=central_meridian)
    if not isinstance(parts, list | tuple):
        raise BoundaryError("boundary.not_positions", ring=1)
    rings: list[list[Ring]] = []
    for number, part in enumerate(parts, start=1):
        if not isinstance(part, list | tuple):
            raise BoundaryError("boundary.not_positions", ring=number)
        ring: Ring = []
        for index, corner in enumerate(part, start=1):
            point, found = _read_corner(corner, number, index)
            if found is not None and meridian not in (None, found):
                raise BoundaryError("boundary.mixed_zones", ring=number, position=index)
            meridian = found or meridian
            if meridian is None:
                raise BoundaryError("boundary.zone_needed")
            ring.append(to_lonlat(point, meridian))
        if ring and ring[0] != ring[-1]:
            ring.append(ring[0])
        rings.append([ring])
    return build(rings)


def _read_corner(corner: object, ring: int, index: int) -> tuple[CornerPoint, int | None]:
    """Return X, Y without zone number, and the central meridian when Y carried one."""
    if not isinstance(corner, list | tuple) or len(corner) != 2:
        raise BoundaryError("boundary.not_a_corner", ring=ring, position=index)
    x, y = number_of(corner[0], ring, index), number_of(corner[1], ring, index)
    where: dict[str, int | float] = {"ring": ring, "position": index, "x": x, "y": y}
    zone, easting = (None, y) if y < ZONE_PREFIX else (int(y // ZONE_PREFIX), y % ZONE_PREFIX)
    if not LEAST_NORTHING <= x <= LARGEST_NORTHING or zone in range(1, 7):
        turned = x % ZONE_PREFIX if x >= 13 * ZONE_PREFIX else x
        if LEAST_EASTING <= turned <= LARGEST_EASTING and LEAST_NORTHING <= y <= LARGEST_NORTHING:
            raise BoundaryError("boundary.corner_swapped", **where)
        raise BoundaryError("boundary.impossible_corner", x=x, y=y)
    if not LEAST_EASTING <= easting <= LARGEST_EASTING:
        raise BoundaryError("boundary.impossible_corner", x=x, y=y)
    return (x, easting), None if zone is None else central_meridian_of(zone)


def corner_points(boundary: Boundary, *, width: int = 3) -> tuple[int, list[list[CornerPoint]]]:
    """Return the zone number and, for the outline of every area, its corners with the zone number before Y.

    The zone is the one of the centroid. The closing corner is not repeated; holes are left out.
    """
    zone = zone_of(boundary.centroid[0], width)
    meridian = central_meridian_of(zone)
    outlines = [list(polygon.exterior.coords)[:-1] for polygon in boundary.geometry.geoms]
    points = [[to_corner_point((lon, lat), meridian) for lon, lat in outline] for outline in outlines]
    return zone, [[(x, y + zone * ZONE_PREFIX) for x, y in part] for part in points]


def parse_corner_text(text: str) -> list[list[CornerPoint]]:
    """Read corners typed or pasted one to a line: an optional number, X, Y; an empty line begins the next area.

    Columns are parted by blanks, tabs, commas or semicolons, Chinese ones too.
    """
    parts: list[list[CornerPoint]] = [[]]
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell for cell in SEPARATORS.split(line.strip()) if cell]
        if not cells:
            parts.append([])
            continue
        if len(cells) not in (2, 3):
            raise BoundaryError("boundary.wrong_line", line=number)
        try:
            parts[-1].append((float(cells[-2]), float(cells[-1])))
        except ValueError:
            raise BoundaryError("boundary.wrong_line", line=number) from None
    return [part for part in parts if part]
