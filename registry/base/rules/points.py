"""Read one place from a GeoJSON point."""

from typing import Any

from registry.base.rules import geodesy
from registry.base.rules.geodesy import BoundaryError


def parse(value: Any) -> dict[str, Any]:
    """Return a clean GeoJSON point in degrees (CGCS2000); raises `BoundaryError` when it is none inside China."""
    position = value.get("coordinates") if isinstance(value, dict) else None
    if not isinstance(position, list | tuple) or len(position) not in (2, 3):
        raise BoundaryError("boundary.not_a_position", ring=1, position=1)
    longitude, latitude = (geodesy.number_of(part, 1, 1) for part in position[:2])
    if not geodesy.in_china(longitude, latitude):
        where = {"longitude": longitude, "latitude": latitude}
        raise BoundaryError("boundary.outside_china", ring=1, position=1, **where)
    return {"type": "Point", "coordinates": [round(longitude, 7), round(latitude, 7)]}


def is_point(value: Any) -> bool:
    """Whether a GeoJSON object says that it is a point."""
    return isinstance(value, dict) and value.get("type") == "Point"
