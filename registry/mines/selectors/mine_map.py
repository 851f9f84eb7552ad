"""What the map gets: all mines as compact rows, and their boundaries, straight from the database as JSON."""

import hashlib
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import get_language

from registry.mines.models import Mine

#: The columns of a point, in the order of its row.
FIELDS = ("id", "lon", "lat", "stage", "method", "risk", "name", "simulated")
#: More outlines than this are more than a map can show at once.
MOST_POLYGONS = 20_000
#: Degrees left free around the outermost mines.
MARGIN = 0.3


def stamp(rows: QuerySet[Mine], *parts: str) -> str:
    """A text that changes when the question or any of its rows does; kind and language are in `parts`."""
    state = rows.order_by().aggregate(last=Max("updated_at"), count=Count("pk"))
    text = "|".join([*parts, _question(rows), str(state["last"]), str(state["count"])])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def extent(rows: QuerySet[Mine]) -> list[float] | None:
    """West, south, east and north of the mines with a margin; None when there is none."""
    box = rows.order_by().aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    if box["west"] is None:
        return None
    return [box["west"] - MARGIN, box["south"] - MARGIN, box["east"] + MARGIN, box["north"] + MARGIN]


def _question(rows: QuerySet[Mine]) -> str:
    try:
        return str(rows.order_by().query)
    except EmptyResultSet:
        return ""


def points(rows: QuerySet[Mine]) -> str:
    """The mines as JSON: the names of the fields once, then one array per mine."""
    columns = ["id", "longitude", "latitude", "stage", "method", "risk_level", *_name_columns(), "is_simulated"]
    name = "COALESCE(NULLIF(p.c7, ''), p.c8)"
    row = f"json_build_array(p.c1, p.c2, p.c3, p.c4, p.c5, p.c6, {name}, CASE WHEN p.c9 THEN 1 ELSE 0 END)"
    body = _aggregate(rows, columns, f"'[' || COALESCE(string_agg({row}::text, ','), '') || ']'")
    fields = ",".join(f'"{field}"' for field in FIELDS)
    return f'{{"fields":[{fields}],"rows":{body}}}'


def polygons(rows: QuerySet[Mine]) -> str:
    """The boundaries of the mines as a GeoJSON FeatureCollection."""
    columns = ["id", *_name_columns(), "boundary"]
    name = "COALESCE(NULLIF(p.c2, ''), p.c3)"
    feature = (
        "json_build_object('type', 'Feature', 'geometry', p.c4,"
        f" 'properties', json_build_object('id', p.c1, 'name', {name}))"
    )
    found = rows.filter(boundary__isnull=False).order_by("pk")[:MOST_POLYGONS]
    body = _aggregate(found, columns, f"'[' || COALESCE(string_agg({feature}::text, ','), '') || ']'")
    return f'{{"type":"FeatureCollection","features":{body}}}'


def _name_columns() -> list[str]:
    """The name in the reader's language, then the other to fall back on."""
    return ["name_zh", "name_en"] if (get_language() or "zh").startswith("zh") else ["name_en", "name_zh"]


def _aggregate(rows: QuerySet[Mine], columns: list[str], expression: str) -> str:
    """Let the database write `expression` over the rows; their columns are called c1, c2, ..."""
    rows = rows if rows.query.is_sliced else rows.order_by()
    try:
        statement, params = rows.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # a reader whose scope can hold no row at all
        return "[]"
    names = ", ".join(f"c{number}" for number in range(1, len(columns) + 1))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression} FROM ({statement}) AS p({names})", params)  # noqa: S608
        row: Any = cursor.fetchone()
    return str(row[0])
