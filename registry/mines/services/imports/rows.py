"""Judge one row of a register: what it says of a mine, and everything that is wrong with it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import shapely
from django.utils import timezone

from registry.base.rules import geodesy
from registry.base.rules.problems import RuleError
from registry.mines.models import Mine
from registry.mines.rules import register_values
from registry.mines.rules.heads import Heads
from registry.mines.selectors import places
from registry.mines.services.imports.problems import ERROR, WARNING, Problem
from registry.regions.rules.region_names import Gazetteer, Unit

TRACKER_SOURCE = "Global Energy Monitor, Global Coal Mine Tracker (CC BY 4.0)"
CHINA = frozenset({"", "china", "people's republic of china", "prc", "中国", "中华人民共和国"})
#: Text columns and their longest text; a longer address or owner is cut, a longer name is refused.
LENGTHS = {"identifier": 40, "name_zh": 200, "name_en": 200, "holder_name": 200, "location_note": 300, "source": 200}
CUT = frozenset({"holder_name", "location_note", "source"})
#: A boundary farther from the mine's point, or another size than registered, is worth a remark.
FAR_KM = 10.0
AREA_SHARE = 0.5


@dataclass
class Judged:
    """A row read: the fields of the mine it describes, and its problems."""

    line: int
    identifier: str
    fields: dict[str, Any]
    problems: list[Problem]

    @property
    def is_bad(self) -> bool:
        """Whether the row must not be loaded."""
        return any(problem.severity == ERROR for problem in self.problems)


class Judge:
    """Reads the rows of one file; knows its head row, the regions and what other rows say."""

    def __init__(self, heads: Heads, gazetteer: Gazetteer, default_source: str = "") -> None:
        self.heads = heads
        self.gazetteer = gazetteer
        self.default_source = default_source or (TRACKER_SOURCE if heads.is_tracker else "")
        self.last_year = timezone.localdate().year + 15
        self._line = 0
        self._cells: list[str] = []
        self._found: list[Problem] = []
        self._identifier = ""

    def key_of(self, cells: list[str]) -> tuple[str, tuple[float, float] | None]:
        """Identifier and coordinates of a row as written, for the comparison of rows with each other."""
        identifier = " ".join(self._raw(cells, "identifier").replace("\x00", "").split())
        try:
            longitude = register_values.coordinate(self._raw(cells, "longitude"))
            latitude = register_values.coordinate(self._raw(cells, "latitude"))
        except RuleError:
            return identifier, None
        return identifier, None if longitude is None or latitude is None else (longitude, latitude)

    def judge(self, line: int, cells: list[str]) -> Judged:
        """Read one row."""
        self._line, self._cells, self._found = line, cells, []
        self._identifier = " ".join(self._raw(cells, "identifier").replace("\x00", "").split())[:60]
        if any(cell.strip() for cell in cells[self.heads.width :]):
            self._add("", ERROR, "row.too_many_cells", count=len(cells), expected=self.heads.width)
        fields: dict[str, Any] = {"identifier": self._text("identifier")}
        if not fields["identifier"]:
            self._add("identifier", ERROR, "value.missing")
        self._names(fields)
        self._words(fields)
        self._numbers(fields)
        self._place(fields)
        self._boundary(fields)
        return Judged(line, self._identifier, fields, self._found)

    def _raw(self, cells: list[str], name: str) -> str:
        index = self.heads.positions.get(name)
        return cells[index] if index is not None and index < len(cells) else ""

    def _add(self, column: str, severity: str, code: str, **params: Any) -> None:
        head = self.heads.written.get(column, column)
        self._found.append(Problem(self._line, head, severity, code, params, self._identifier))

    def _read(self, name: str, reader: Callable[[str], Any], blank: Any = None) -> Any:
        """The value of a cell; a refused one is reported and counts as blank."""
        raw = self._raw(self._cells, name)
        if not raw:
            return blank
        try:
            return reader(register_values.clean(raw))
        except RuleError as error:
            self._add(name, ERROR, error.code, **error.params)
            return blank

    def _text(self, name: str, stored_as: str = "") -> str:
        text: str = self._read(name, str, "")
        longest = LENGTHS.get(stored_as or name, 200)
        if len(text) <= longest:
            return text
        if (stored_as or name) in CUT:
            self._add(name, WARNING, "text.cut", length=len(text), allowed=longest)
        else:
            self._add(name, ERROR, "text.too_long", length=len(text), allowed=longest)
        return text[:longest]

    def _names(self, fields: dict[str, Any]) -> None:
        name_zh, name_en = self._text("name_zh"), self._text("name_en")
        if not name_zh and not name_en:
            self._add("name_zh" if "name_zh" in self.heads.positions else "name_en", ERROR, "value.missing")
        elif not name_zh:
            self._add("name_zh" if "name_zh" in self.heads.positions else "name_en", WARNING, "name.no_chinese")
        fields["name_zh"] = name_zh or name_en
        fields["name_en"] = name_en
        holder = self._text("holder_name") or self._text("holder_name_en", "holder_name")
        fields["holder_name"] = holder
        fields["source"] = self._text("source") or self.default_source
        url = self._read("source_url", str, "")
        if url and (len(url) > 300 or not url.startswith(("https://", "http://"))):
            self._add("source_url", WARNING, "url.not_usable")
            url = ""
        fields["source_url"] = url

    def _words(self, fields: dict[str, Any]) -> None:
        for name in ("method", "gas_rating", "water_class", "fire_class", "mineral"):
            found = self._read(name, partial(register_values.word, name), "")
            if found:
                fields[name] = found
        if "mineral" in self.heads.positions and "mineral" not in fields:
            self._missing_unless_refused("mineral")
        fields.setdefault("mineral", "coal")
        stage = self._read("stage", lambda cell: register_values.word("stage", cell), "")
        if not stage:
            self._missing_unless_refused("stage")
        fields["stage"] = stage
        if self._read("country", str, "").casefold() not in CHINA:
            self._add("country", ERROR, "value.other_country", value=self._raw(self._cells, "country")[:60])

    def _missing_unless_refused(self, name: str) -> None:
        head = self.heads.written.get(name, name)
        if any(problem.column == head for problem in self._found):
            return
        raw = self._raw(self._cells, name).strip()
        if raw:
            self._add(name, ERROR, "value.unknown", value=raw[:60])
        else:
            self._add(name, ERROR, "value.missing")

    def _numbers(self, fields: dict[str, Any]) -> None:
        readers: dict[str, Callable[[str], Any]] = {
            "capacity": lambda cell: register_values.within(cell, "0", "200", 4, above=True),
            "depth": lambda cell: register_values.within(cell, "0", "3000", 1, above=True),
            "area": lambda cell: register_values.within(cell, "0", "10000", 4, above=True),
            "opened_in": lambda cell: register_values.year(cell, self.last_year),
        }
        for name, reader in readers.items():
            if (value := self._read(name, reader)) is not None:
                fields[name] = value
        if "capacity" not in fields and "capacity" in self.heads.positions:
            head = self.heads.written["capacity"]
            if not any(problem.column == head for problem in self._found):
                self._add("capacity", WARNING, "capacity.missing")

    def _place(self, fields: dict[str, Any]) -> None:
        unit = self._region()
        point = self._point()
        if unit is not None:
            fields["region_id"], fields["region_code"] = unit.id, unit.code
        fields["location_note"] = self._text("location_zh", "location_note") or self._text(
            "location_en", "location_note"
        )
        if point is None:
            return
        fields["longitude"], fields["latitude"] = point
        if unit is not None:
            self._check_province(unit, *point)

    def _region(self) -> Unit | None:
        code = self._read("region_code", str, "")
        if code:
            unit = self.gazetteer.by_code.get(code)
            if unit is None:
                self._add("region_code", ERROR, "region.unknown_code", value=code[:20])
            return unit
        name = self._read("province", str, "")
        if not name:
            self._add("province" if "province" in self.heads.positions else "region_code", ERROR, "value.missing")
            return None
        province = self.gazetteer.province(name)
        if province is None:
            self._add("province", ERROR, "region.unknown_province", value=name[:60])
            return None
        city, district = self._read("city", str, ""), self._read("district", str, "")
        match = self.gazetteer.find(province, city, district, self._read("location_zh", str, ""))
        columns = {"region.unknown_district": "district", "region.address_disagrees": "location_zh"}
        shown = {"city": city[:60], "district": district[:60], "province": province.code}
        for code in match.remarks:
            column = columns.get(code, "city" if "city" in self.heads.positions else "province")
            self._add(column, WARNING, code, **shown)
        return match.unit

    def _point(self) -> tuple[float, float] | None:
        values: dict[str, float] = {}
        for name in ("longitude", "latitude"):
            before = len(self._found)
            value = self._read(name, register_values.coordinate)
            if value is not None:
                values[name] = value
            elif len(self._found) == before:
                self._add(name, ERROR, "value.missing")
        if len(values) < 2:
            return None
        longitude, latitude = values["longitude"], values["latitude"]
        if geodesy.in_china(longitude, latitude):
            return longitude, latitude
        shown = {"longitude": longitude, "latitude": latitude}
        if geodesy.in_china(latitude, longitude):
            self._add("latitude", ERROR, "coordinates.swapped", **shown)
        elif abs(longitude) > 180 or abs(latitude) > 90:
            self._add("longitude" if abs(longitude) > 180 else "latitude", ERROR, "coordinates.impossible", **shown)
        else:
            wrong_longitude = not geodesy.WEST <= longitude <= geodesy.EAST
            self._add("longitude" if wrong_longitude else "latitude", ERROR, "coordinates.outside_china", **shown)
        return None

    def _check_province(self, unit: Unit, longitude: float, latitude: float) -> None:
        code = f"{unit.code[:2]}0000"
        finding = places.check_province(code, longitude, latitude)
        if finding.fits:
            return
        shown = {
            "longitude": longitude,
            "latitude": latitude,
            "stated": code,
            "found": finding.found_code,
            "distance": round(finding.distance_km, 1),
        }
        if finding.near_border:
            self._add("latitude", WARNING, "coordinates.near_border", **shown)
        elif finding.found_code:
            self._add("latitude", ERROR, "coordinates.other_province", **shown)
        else:
            self._add("latitude", ERROR, "coordinates.no_province", **shown)

    def _boundary(self, fields: dict[str, Any]) -> None:
        text = self._raw(self._cells, "boundary").strip()
        if not text:
            return
        try:
            boundary = read_boundary(text)
        except RuleError as error:
            self._add("boundary", ERROR, error.code, **error.params)
            return
        fields |= boundary_fields(boundary, fields["source"])
        for code, params in boundary_remarks(boundary, fields):
            self._add("boundary", WARNING, code, **params)


def read_boundary(text: str) -> geodesy.Boundary:
    """A boundary from GeoJSON or WKT text."""
    if not text.lstrip()[:1].isalpha():
        return geodesy.parse_text(text)
    try:
        shape = shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, ValueError, TypeError):
        raise geodesy.BoundaryError("boundary.not_wkt") from None
    if shape is None or shape.is_empty:
        raise geodesy.BoundaryError("boundary.empty")
    return geodesy.parse(json.loads(shapely.to_geojson(shape)))


def boundary_fields(boundary: geodesy.Boundary, source: str) -> dict[str, Any]:
    """What a mine keeps of a boundary."""
    return {
        "boundary": boundary.geojson(),
        "boundary_area": Decimal(str(round(boundary.area_km2, 4))),
        "boundary_source": source[:200],
    }


def boundary_remarks(boundary: geodesy.Boundary, fields: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What is odd about a boundary beside what the register says of its mine."""
    remarks: list[tuple[str, dict[str, Any]]] = []
    point = fields.get("longitude"), fields.get("latitude")
    if None not in point and not boundary.covers(*point):  # type: ignore[arg-type]
        line = shapely.shortest_line(shapely.Point(*point), boundary.geometry)
        away = geodesy.distance_m(line.coords[0], line.coords[-1]) / 1000
        if away > FAR_KM:
            remarks.append(("boundary.far_from_mine", {"distance": round(away, 1)}))
    area = fields.get("area")
    if area and abs(boundary.area_km2 - float(area)) / float(area) > AREA_SHARE:
        remarks.append(("boundary.area_differs", {"area": round(boundary.area_km2, 2), "registered": float(area)}))
    return remarks


#: What a row may set, by column of the database; an empty cell says nothing and leaves what is stored.
STORED = tuple(
    column.attname
    for column in Mine._meta.concrete_fields
    if column.name not in {"id", "created_at", "updated_at", "version", "is_simulated", "holder", "risk_level",
                           "risk_as_of", "is_rock_burst"}
)  # fmt: skip
