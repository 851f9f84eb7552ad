"""Which province a point lies in, by the light boundary layer."""

import json
from dataclasses import dataclass
from functools import lru_cache

import shapely
from django.conf import settings

from registry.base.rules import geodesy

LAYER = settings.DATA_DIR / "geo" / "china_province_light.geojson"
#: The layer is simplified for drawing: nearer to a border than this the province of a point is not certain.
BORDER_KM = 10.0


@dataclass(frozen=True)
class Finding:
    """How a point lies to the province it is said to lie in."""

    fits: bool
    near_border: bool
    found_code: str
    distance_km: float


@dataclass(frozen=True)
class _Layer:
    tree: shapely.STRtree
    codes: list[str]
    shapes: dict[str, shapely.Geometry]


@lru_cache(maxsize=1)
def _provinces() -> _Layer:
    features = json.loads(LAYER.read_text(encoding="utf-8"))["features"]
    pairs = []
    for feature in features:
        code = str(feature["properties"].get("adcode") or feature["properties"].get("code") or "")
        shape = shapely.make_valid(shapely.geometry.shape(feature["geometry"]))
        if len(code) == 6 and code.endswith("0000") and shape.area > 0:
            pairs.append((code, shape))
    shapes: dict[str, shapely.Geometry] = {}
    for code, shape in pairs:
        shapes[code] = shapely.union(shapes[code], shape) if code in shapes else shape
    for shape in shapes.values():
        shapely.prepare(shape)
    return _Layer(shapely.STRtree(list(shapes.values())), list(shapes), shapes)


def province_at(longitude: float, latitude: float) -> str:
    """The code of the province a point lies in; empty when it lies in none."""
    layer = _provinces()
    hits = layer.tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    return layer.codes[int(hits[0])] if len(hits) else ""


def check_province(code: str, longitude: float, latitude: float) -> Finding:
    """Compare a point with the province (a code of six digits) it is said to lie in."""
    layer = _provinces()
    shape = layer.shapes.get(code)
    point = shapely.Point(longitude, latitude)
    if shape is None or shape.intersects(point):
        return Finding(True, False, code, 0.0)
    nearest = shapely.shortest_line(point, shape)
    start, end = nearest.coords[0], nearest.coords[-1]
    distance = geodesy.distance_m((start[0], start[1]), (end[0], end[1])) / 1000
    return Finding(False, distance <= BORDER_KM, province_at(longitude, latitude), distance)
