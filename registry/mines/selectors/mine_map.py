"""What the map gets: all mines as packed points, names for some of them, and boundaries as JSON of the database."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet, Sum
from django.utils.translation import get_language

from registry.mines.models import Mine
from registry.mines.rules import map_points

#: How many of the last changes a mark looks at: one that was committed late moves it too.
_LAST_CHANGES = 200
#: More outlines than this are more than a map can show at once.
MOST_POLYGONS = 20_000
#: Degrees left free around the outermost mines.
MARGIN = 0.3


def mark() -> str:
    """A text that changes with any change of any mine, read from the end of their history without counting rows."""
    table = connection.ops.quote_name(Mine.pgh_event_model._meta.db_table)  # type: ignore[attr-defined]
    last = f"(SELECT pgh_id, pgh_created_at FROM {table} ORDER BY pgh_id DESC LIMIT %s) AS last"  # noqa: S608 (ours)
    with connection.cursor() as cursor:
        statement = f"SELECT min(pgh_id), max(pgh_id), max(pgh_created_at) FROM {last}"  # noqa: S608 (ours)
        cursor.execute(statement, [_LAST_CHANGES])
        return "-".join(map(str, cursor.fetchone()))


def stamp(rows: QuerySet[Mine], *parts: str) -> str:
    """A text that changes when the question or any of its rows does; kind and language are in `parts`."""
    state = rows.order_by().aggregate(last=Max("updated_at"), count=Count("pk"), versions=Sum("version"))
    text = "|".join([*parts, question(rows), *(str(state[name]) for name in ("last", "count", "versions"))])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def extent(rows: QuerySet[Mine]) -> list[float] | None:
    """West, south, east and north of the mines with a margin; None when there is none."""
    box = rows.order_by().aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    if box["west"] is None:
        return None
    return [box["west"] - MARGIN, box["south"] - MARGIN, box["east"] + MARGIN, box["north"] + MARGIN]


def question(rows: QuerySet[Mine]) -> str:
    """Which rows are asked for, as text."""
    try:
        return str(rows.order_by().query)
    except EmptyResultSet:
        return ""


def points(rows: QuerySet[Mine]) -> bytes:
    """The mines, packed (`map_points`)."""
    columns = ("pk", "longitude", "latitude", "stage", "method", "risk_level", "is_simulated")
    found = list(rows.order_by("pk").values_list(*columns))
    keys, longitudes, latitudes, *looks = zip(*found, strict=True) if found else ((),) * len(columns)
    return map_points.pack(keys, longitudes, latitudes, zip(*looks, strict=True))


def names(rows: QuerySet[Mine], keys: Iterable[int]) -> dict[str, str]:
    """The names of those of the mines that are among the rows, in the reader's language."""
    return {str(mine.pk): mine.name for mine in rows.filter(pk__in=list(keys)).only("name_zh", "name_en")}


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
