"""Read the features of a map layer from GeoJSON in longitude and latitude; each broken one says what to mend.

Only `RuleError` comes out, with the field of the feature it speaks of.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from registry.base.rules import geodesy, spatial
from registry.base.rules.problems import Problem, RuleError

MAX_FEATURES = 100_000
MAX_POSITIONS = 200_000
LONGEST_NAME = 200
#: Wider than this is no road, railway or bridge.
WIDEST_HALF_M = 500.0
MAX_PROPERTIES = 40
NAME_KEYS = ("name", "name_zh", "NAME", "名称", "Name")
HALF_WIDTH_KEY = "half_width_m"

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString", *AREAS)
PLACES = ("Point", "MultiPoint", *AREAS)
#: What each kind of layer may consist of.
SHAPES: dict[str, tuple[str, ...]] = {
    "ecological_red_line": AREAS,
    "basic_farmland": AREAS,
    "nature_reserve": AREAS,
    "road": LINES,
    "township_road": LINES,
    "railway": LINES,
    "bridge": ("Point", "MultiPoint", *LINES),
    "residents": PLACES,
}


class LayerError(RuleError):
    """A file that is no layer, or a feature that cannot be used."""


@dataclass(frozen=True)
class LayerShape:
    """One usable feature; `half_width_m` is what its land reaches beyond the line that was drawn."""

    number: int
    name: str
    geometry: BaseGeometry
    half_width_m: float
    properties: dict[str, Any]

    @property
    def geojson(self) -> dict[str, Any]:
        """The geometry, coordinates to a centimetre."""
        return spatial.rounded(self.geometry)


@dataclass(frozen=True)
class BadFeature:
    """A feature that was left out: its number in the file, the field at fault, and why."""

    number: int
    field: str
    problem: Problem
    name: str = ""


@dataclass(frozen=True)
class Reading:
    """What a file holds."""

    shapes: tuple[LayerShape, ...]
    bad: tuple[BadFeature, ...]

    @property
    def total(self) -> int:
        """Number of features in the file."""
        return len(self.shapes) + len(self.bad)

    @property
    def digest(self) -> str:
        """SHA-256 of the usable features in their order."""
        sha = hashlib.sha256()
        for one in self.shapes:
            row = [one.name, one.geojson, one.half_width_m, one.properties]
            sha.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return sha.hexdigest()


def read(content: bytes, kind: str) -> Reading:
    """Read a FeatureCollection for a layer of `kind`; `LayerError` says why the file as a whole is none."""
    shapes: list[LayerShape] = []
    bad: list[BadFeature] = []
    for number, value in enumerate(_features(content), start=1):
        name = _name(value)
        for field, work in (("properties", _described), ("geometry", _drawn)):
            try:
                found = work(value, kind)
            except RuleError as error:
                at = HALF_WIDTH_KEY if "half_width" in error.code else field
                bad.append(BadFeature(number, at, error.problem, name))
                break
            if field == "properties":
                properties, half_width = found
        else:
            shapes.append(LayerShape(number, name, found, half_width, properties))
    return Reading(tuple(shapes), tuple(bad))


def _features(content: bytes) -> Sequence[Any]:
    if not content.strip():
        raise LayerError("layer.file_empty")
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise LayerError("layer.not_json") from None
    if not isinstance(value, Mapping) or value.get("type") != "FeatureCollection":
        raise LayerError("layer.not_a_collection")
    features = value.get("features")
    if not isinstance(features, list):
        raise LayerError("layer.not_a_collection")
    try:
        geodesy.check_crs(value.get("crs"))
    except geodesy.BoundaryError as error:
        raise LayerError("layer.unknown_crs", name=error.params.get("name", "")) from None
    if not features:
        raise LayerError("layer.no_features")
    if len(features) > MAX_FEATURES:
        raise LayerError("layer.too_many_features", count=len(features), allowed=MAX_FEATURES)
    return features


def _properties(value: Any) -> Mapping[str, Any]:
    found = value.get("properties") if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _name(value: Any) -> str:
    properties = _properties(value)
    found = next((properties[key] for key in NAME_KEYS if isinstance(properties.get(key), str)), "")
    return "".join(sign for sign in found if sign.isprintable()).strip()[:LONGEST_NAME]


def _described(value: Any, kind: str) -> tuple[dict[str, Any], float]:
    """The plain properties and the half width of a feature."""
    if not isinstance(value, Mapping) or value.get("type") != "Feature":
        raise LayerError("layer.not_a_feature")
    given = _properties(value)
    kept = {_text(key, 60): _plain(item) for key, item in list(given.items())[:MAX_PROPERTIES]}
    half = given.get(HALF_WIDTH_KEY)
    if half is None:
        return kept, 0.0
    if isinstance(half, bool) or not isinstance(half, int | float):
        raise LayerError("layer.half_width_not_a_number", value=str(half)[:40])
    if not 0 <= half <= WIDEST_HALF_M:
        raise LayerError("layer.half_width_impossible", value=str(half)[:40], largest=int(WIDEST_HALF_M))
    return kept, float(half)


def _plain(item: Any) -> Any:
    if isinstance(item, float) and item - item != 0:
        return None
    return item if item is None or isinstance(item, bool | int | float) else _text(item, 300)


def _text(value: Any, longest: int) -> str:
    """Text that the database can store."""
    return str(value)[:longest].replace("\x00", "").encode("utf-8", "replace").decode()


def _drawn(value: Any, kind: str) -> BaseGeometry:
    """The geometry of a feature, checked part by part."""
    drawn = value.get("geometry")
    if not isinstance(drawn, Mapping) or not isinstance(drawn.get("type"), str):
        raise LayerError("layer.no_geometry")
    geodesy.check_crs(drawn.get("crs"))
    given, content = drawn["type"], drawn.get("coordinates")
    if given not in SHAPES[kind]:
        raise LayerError("layer.wrong_type", type=given[:40], allowed=", ".join(SHAPES[kind]))
    if not isinstance(content, list) or not content:
        raise LayerError("layer.empty_geometry")
    single = given.removeprefix("Multi")
    parts = [_PARTS[single](part, number) for number, part in enumerate(content, 1)] if given != single else []
    parts = parts or [_PARTS[single](content, 1)]
    made = parts[0] if len(parts) == 1 else _MANY[single](parts)
    if shapely.get_num_coordinates(made) > MAX_POSITIONS:
        raise LayerError("layer.too_many_positions", allowed=MAX_POSITIONS)
    if single == "Polygon" and not made.is_valid:
        raise geodesy.BoundaryError("boundary.parts_overlap")
    return made


def _line_of(content: Any, number: int) -> geodesy.Ring:
    """The positions of a line in China, none twice in a row."""
    if not isinstance(content, list):
        raise geodesy.BoundaryError("boundary.not_positions", ring=number)
    found = [geodesy.position_of(one, number, index) for index, one in enumerate(content, start=1)]
    geodesy.check_places(found, number)
    return [one for index, one in enumerate(found) if not index or one != found[index - 1]]


def _point(content: Any, number: int) -> shapely.Point:
    place = geodesy.position_of(content, 1, number)
    geodesy.check_places([place], number)
    return shapely.Point(place)


def _line(content: Any, number: int) -> shapely.LineString:
    line = _line_of(content, number)
    if len(line) < 2:
        raise LayerError("layer.line_too_short", part=number)
    return shapely.LineString(line)


def _polygon(content: Any, number: int) -> shapely.Polygon:
    if not isinstance(content, list) or not content:
        raise LayerError("layer.empty_geometry")
    rings = [_line_of(ring, index) for index, ring in enumerate(content, start=1)]
    for index, ring in enumerate(rings, start=1):
        geodesy.check_ring(ring, index)
    try:
        made = orient(shapely.Polygon(rings[0], rings[1:]), 1.0)
    except (shapely.errors.ShapelyError, ArithmeticError):
        raise geodesy.BoundaryError("boundary.impossible_shape") from None
    geodesy.check_shape(made)
    return made


_PARTS: dict[str, Any] = {"Point": _point, "LineString": _line, "Polygon": _polygon}
_MANY: dict[str, Any] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}
