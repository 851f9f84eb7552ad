"""Map layers with their features."""

import datetime as dt
import json
from typing import Any

from registry.layers.models import MapLayer
from registry.layers.services import layers
from registry.scope.rules.grants import System


def collection(*features: dict[str, Any], **members: Any) -> bytes:
    """A GeoJSON file of features, or of bare geometries."""
    made = [one if one.get("type") == "Feature" else feature(one) for one in features]
    return json.dumps({"type": "FeatureCollection", "features": made, **members}).encode()


def feature(geometry: Any, name: str = "", **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, **properties}}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle in degrees."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def line(*positions: tuple[float, float]) -> dict[str, Any]:
    """A line in degrees."""
    return {"type": "LineString", "coordinates": [list(one) for one in positions]}


def described(**fields: Any) -> layers.Description:
    """What is said of a layer; an invented red line of Inner Mongolia unless told otherwise."""
    given = {
        "kind": "ecological_red_line",
        "name_zh": "测试生态保护红线",
        "name_en": "Test red line",
        "region_code": "15",
        "source": "测试来源",
        "data_date": dt.date(2026, 5, 1),
        "certainty": "likely",
    }
    return layers.Description(**{**given, **fields})


def map_layer(*features: dict[str, Any], **fields: Any) -> MapLayer:
    """A layer in force."""
    description = described(**fields)
    reading = layers.read(collection(*features), description.kind)
    assert not reading.bad
    return layers.import_layer(description, reading, by=System("test")).layer
