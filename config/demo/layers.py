"""Invented map layers round the invented mines: no open layer of the red line or of farmland exists.

One mine overlaps the red line, one the farmland, one lies near a railway, one near a road; all others pass.
"""

import datetime as dt
import json
import math
from typing import Any

from config.demo.bodies import DEMO
from config.demo.mines import ROWS, SOURCE, Row
from registry.layers.models import MapLayer
from registry.layers.rules import layer_features
from registry.layers.services import layers
from registry.mines.models import Mine

DATA_DATE = dt.date(2025, 6, 30)
NOTE = "虚构图层，仅用于演示。Invented, for the demonstration only."
#: Chinese and English name of each layer, and what its features are called.
NAMES: dict[str, tuple[str, str, str]] = {
    "ecological_red_line": ("生态保护红线（演示）", "Ecological red line (demo)", "演示红线区 Demo area"),
    "basic_farmland": ("永久基本农田（演示）", "Permanent basic farmland (demo)", "演示农田 Demo fields"),
    "nature_reserve": ("自然保护区（演示）", "Nature reserves (demo)", "演示保护区 Demo reserve"),
    "road": ("国道省道县道（演示）", "National, provincial and county roads (demo)", "演示公路 Demo road"),
    "township_road": ("乡道（演示）", "Township roads (demo)", "演示乡道 Demo township road"),
    "railway": ("铁路（演示）", "Railways (demo)", "演示铁路 Demo railway"),
    "bridge": ("渡口和桥梁（演示）", "Ferries and bridges (demo)", "演示桥 Demo bridge"),
    "residents": ("居民点（演示）", "Residents (demo)", "演示村 Demo village"),
}
#: Which mine breaks which rule.
ON_RED_LINE, ON_FARMLAND, BY_RAILWAY, BY_ROAD = "hongshi", "changchuan", "cangwu", "shiquan"
Place = tuple[float, float]


def load(held: dict[str, Mine]) -> dict[str, MapLayer]:
    """Import every layer through the ordinary service."""
    found: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {kind: [] for kind in NAMES}
    for place, row in enumerate(ROWS, start=1):
        for kind, shape, more in _round(held[row.key], row, place):
            found[kind].append((shape, more))
    return {kind: _import(kind, shapes) for kind, shapes in found.items()}


def _import(kind: str, shapes: list[tuple[dict[str, Any], dict[str, Any]]]) -> MapLayer:
    name_zh, name_en, called = NAMES[kind]
    features = [
        {"type": "Feature", "geometry": shape, "properties": {"name": f"{called} {number}", **more}}
        for number, (shape, more) in enumerate(shapes, start=1)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    description = layers.Description(
        kind=kind, name_zh=name_zh, name_en=name_en, source=SOURCE, data_date=DATA_DATE, region_code="15",
        certainty=MapLayer.Certainty.DESIGN, is_simulated=True, note=NOTE,
    )  # fmt: skip
    return layers.import_layer(description, layer_features.read(content, kind), by=DEMO).layer


def _round(mine: Mine, row: Row, place: int) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What lies round one mine; distances are metres from its middle, beyond its outermost corner."""
    rim = 1060 * row.radius_km
    ring = (mine.boundary or {})["coordinates"][0]
    west, north = min(lon for lon, _ in ring), max(lat for _, lat in ring)

    def at(east: float, up: float) -> Place:
        lon = row.place[0] + east / (111_300 * math.cos(math.radians(row.place[1])))
        return round(lon, 6), round(row.place[1] + up / 111_200, 6)

    def area(east: float, up: float, wide: float, high: float) -> dict[str, Any]:
        corners = [(0, 0), (0.5, -0.12), (1, 0.05), (1.08, 0.55), (0.9, 1), (0.45, 1.1), (-0.08, 0.6), (0, 0)]
        return {"type": "Polygon", "coordinates": [[at(east + wide * x, up + high * y) for x, y in corners]]}

    def line(places: list[Place]) -> dict[str, Any]:
        return {"type": "LineString", "coordinates": places}

    rail_up = (north - row.place[1]) * 111_200 + 620 if row.key == BY_RAILWAY else rim + 1900 + 120 * place
    road_east = -rim - 1500 - 90 * place
    if row.key == BY_ROAD:
        road_east = (west - row.place[0]) * 111_300 * math.cos(math.radians(row.place[1])) - 85
    made: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("railway", line([at(1500.0 * step, rail_up) for step in range(-6, 7)]), {"half_width_m": 8}),
        ("road", line([at(road_east, 1500.0 * step) for step in range(-6, 7)]), {"half_width_m": 12.5}),
        ("township_road", line([at(-4000, -rim - 900), at(0, -rim - 700), at(4000, -rim - 1100)]), {"half_width_m": 4}),
        ("bridge", {"type": "Point", "coordinates": at(road_east, rim + 1200)}, {}),
        ("residents", area(rim + 800, -rim - 400, 420, 300), {}),
        ("basic_farmland", area(rim + 900, rim * 0.2, 1500, 1100), {}),
    ]
    if row.key == ON_FARMLAND:
        made.append(("basic_farmland", area(-500, -rim - 500, 1300, 950), {}))
    if row.key == ON_RED_LINE:
        made.append(("ecological_red_line", area(rim * 0.45, -rim * 1.2, 3200, rim * 2.2), {}))
    elif place % 2:
        made.append(("ecological_red_line", area(rim + 1300, rim + 2600, 4200, 2600), {}))
    if place % 4 == 1:
        made.append(("nature_reserve", area(-rim - 8200, rim + 3200, 5200, 3900), {}))
    return made
