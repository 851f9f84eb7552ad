"""Read a GeoJSON file of boundaries and say which mine each belongs to."""

import json
from dataclasses import dataclass
from typing import IO, Any

import shapely

from registry.base.rules import geodesy
from registry.base.rules.problems import RuleError
from registry.mines.services.imports import reader
from registry.mines.services.imports.problems import ERROR, WARNING, Problem

KEYS = ("GEM Mine ID", "identifier", "Mine identifier", "矿山编号", "mine_id")
SOURCE = "Global Energy Monitor, Coal Mine Boundaries and Methane Sources (CC BY 4.0)"
_OTHER = "mine feature category"


@dataclass
class Found:
    """The boundary of one mine, and the number of its first feature in the file."""

    identifier: str
    number: int
    boundary: geodesy.Boundary
    source: str


def read(file: IO[bytes]) -> tuple[dict[str, Found], list[Problem]]:
    """Return the usable boundaries by identifier and what is wrong with the others; a line is a feature's number."""
    collected: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(_features(file), start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        if properties.get(_OTHER) not in (None, "", "mine boundary"):
            continue
        identifier = next((str(properties[key]).strip() for key in KEYS if properties.get(key)), "")
        if not identifier:
            problems.append(Problem(number, "", ERROR, "boundary.no_identifier", {}, "", "boundaries"))
            continue
        collected.setdefault(identifier[:60], []).append((number, feature))
    found: dict[str, Found] = {}
    for identifier, features in collected.items():
        parts = [part for one in features if (part := _part(*one, identifier, problems)) is not None]
        if not parts:
            continue
        merged = _merged(parts, features[0][0], identifier, problems)
        properties = features[0][1].get("properties") or {}
        found[identifier] = Found(identifier, features[0][0], merged, SOURCE if "GEM Mine ID" in properties else "")
    return found, problems


def _part(number: int, feature: dict[str, Any], identifier: str, problems: list[Problem]) -> geodesy.Boundary | None:
    """The boundary of one feature; a broken one is reported."""
    try:
        return geodesy.parse(feature)
    except RuleError as error:
        params = dict(error.params)
        problems.append(Problem(number, "geometry", ERROR, error.code, params, identifier, "boundaries"))
        return None


def _merged(parts: list[geodesy.Boundary], number: int, identifier: str, problems: list[Problem]) -> geodesy.Boundary:
    """All parts of a mine as one boundary; parts that overlap become one area, with a remark."""
    shapes = [shape for part in parts for shape in part.geometry.geoms]
    geometry = shapely.MultiPolygon(shapes)
    if not geometry.is_valid:
        union = shapely.union_all(shapes)
        geometry = shapely.MultiPolygon([s for s in getattr(union, "geoms", [union]) if s.geom_type == "Polygon"])
        problems.append(Problem(number, "geometry", WARNING, "boundary.parts_merged", {}, identifier, "boundaries"))
    return geodesy.Boundary(geometry)


def without_mine(found: Found) -> Problem:
    """A boundary whose mine is in neither the file nor the register."""
    return Problem(found.number, "", WARNING, "boundary.no_mine", {}, found.identifier, "boundaries")


def _features(file: IO[bytes]) -> list[Any]:
    file.seek(0)
    content = file.read(reader.MAX_BYTES + 1)
    if len(content) > reader.MAX_BYTES:
        raise reader.FileProblem("file.too_large", limit=reader.MAX_BYTES // 1024 // 1024)
    if not content.strip():
        raise reader.FileProblem("file.boundaries_empty")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise reader.FileProblem("file.boundaries_not_geojson") from None
    features = value.get("features") if isinstance(value, dict) and value.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise reader.FileProblem("file.boundaries_not_geojson")
    return features
