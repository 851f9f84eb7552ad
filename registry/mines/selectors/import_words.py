"""The sentences of an import: what was wrong in a row, and why a file could not be read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.base.rules import problem_words
from registry.base.rules.problems import Problem
from registry.mines.models import ImportProblem, ImportRun
from registry.mines.selectors import production_words
from registry.regions.selectors import regions

TEXTS: dict[str, Any] = {
    **production_words.TEXTS,
    "file.empty": _("The file is empty."),
    "file.no_rows": _("The file has a head row but no row below it."),
    "file.wrong_type": _("This is neither a CSV file nor an XLSX workbook."),
    "file.columns_missing": _(
        "These columns are missing: %(columns)s. Download the template to see how they are named."
    ),
    "file.too_many_rows": _("The file has more than %(allowed)s rows; split it."),
    "file.too_large": _("The file unpacks to more than %(limit)s MB; it was not opened."),
    "file.broken_archive": _("The compressed file is damaged."),
    "file.broken_workbook": _("The workbook is damaged or protected and cannot be opened."),
    "file.broken_csv": _("The CSV file breaks off in line %(line)s: a quotation mark is probably not closed."),
    "file.unknown_encoding": _("The characters of the file are neither UTF-8 nor GB 18030."),
    "file.boundaries_empty": _("The file of boundaries is empty."),
    "file.boundaries_not_geojson": _("The file of boundaries is not a GeoJSON FeatureCollection."),
    "file.gone": _("The file is no longer there."),
    "file.rejected": _("The virus check rejected the file."),
    "file.broke_off": _("The import broke off by a fault on our side. What was loaded stays; start it again."),
    "column.unknown": _("This column is not known and was not read."),
    "column.repeated": _("This column stands twice; the first one counts."),
    "row.too_many_cells": _(
        "The row has %(count)s cells under %(expected)s heads: a comma or quotation mark is misplaced."
    ),
    "row.other_territory": _("The mine lies in another territory (%(region_name)s) than yours."),
    "row.demonstration_mine": _("This identifier belongs to a mine of the demonstration."),
    "value.missing": _("This value is missing."),
    "value.unknown": _("“%(value)s” is not a known value."),
    "value.other_country": _("The mine lies in another country: %(value)s."),
    "text.control_character": _("The text holds signs that cannot be stored."),
    "text.too_long": _("The text has %(length)s characters; at most %(allowed)s are possible."),
    "text.cut": _("The text has %(length)s characters and was cut to %(allowed)s."),
    "name.no_chinese": _("There is no Chinese name; the English one stands for it."),
    "url.not_usable": _("This is not a web address and was left out."),
    "number.not_a_number": _("“%(value)s” is not a number. Write digits with a decimal point and no unit."),
    "number.not_finite": _("“%(value)s” is not a number that can be measured."),
    "number.negative": _("“%(value)s” is below 0, which is impossible."),
    "number.not_above_zero": _("“%(value)s” is not possible: it must be above 0."),
    "number.out_of_range": _("“%(value)s” is not possible: between %(least)s and %(largest)s is."),
    "year.not_a_year": _("“%(value)s” is not a year."),
    "year.out_of_range": _("The year %(value)s is not possible: between %(least)s and %(largest)s is."),
    "capacity.missing": _("The capacity is missing."),
    "identifier.repeated": _("The identifier stands in line %(first)s already; only that row counts."),
    "coordinates.equal": _("Exactly the coordinates of %(other)s in line %(line)s: one of them is probably wrong."),
    "coordinates.swapped": _("Latitude and longitude seem to be exchanged (%(latitude)s, %(longitude)s)."),
    "coordinates.impossible": _("There are no such coordinates (%(latitude)s, %(longitude)s)."),
    "coordinates.outside_china": _("The coordinates lie outside China (%(latitude)s, %(longitude)s)."),
    "coordinates.other_province": _(
        "The coordinates (%(latitude)s, %(longitude)s) lie in %(found_name)s, %(distance)s km outside %(stated_name)s."
    ),
    "coordinates.no_province": _(
        "The coordinates (%(latitude)s, %(longitude)s) lie %(distance)s km outside %(stated_name)s and in no province."
    ),
    "coordinates.near_border": _(
        "The coordinates lie %(distance)s km beyond the border of %(stated_name)s as drawn; check them."
    ),
    "region.unknown_province": _("There is no province “%(value)s”."),
    "region.unknown_code": _("There is no region with the code “%(value)s”."),
    "region.unknown_city": _("“%(city)s” is not a city or prefecture of this province."),
    "region.unknown_district": _("“%(district)s” is not a county or district of this province."),
    "region.address_disagrees": _("The address names another place than the columns of the region."),
    "region.only_province": _("Neither city nor county could be told; the mine is entered under the province."),
    "boundary.not_wkt": _("The boundary is neither GeoJSON nor WKT."),
    "boundary.no_identifier": _("The boundary does not say which mine it belongs to."),
    "boundary.no_mine": _("No mine with this identifier is in the file or the register."),
    "boundary.parts_merged": _("Areas of the boundary overlap; they were taken as one."),
    "boundary.far_from_mine": _("The boundary lies %(distance)s km away from the mine."),
    "boundary.area_differs": _("The boundary encloses %(area)s km², the register says %(registered)s km²."),
}


Names = Mapping[str, tuple[str, str]]


def sentence(code: str, params: Mapping[str, Any], names: Names | None = None) -> str:
    """The sentence of a code in the active language; `names` are the regions', given by whoever words many."""
    found = TEXTS.get(code)
    if found is None:
        return problem_words.text_of(Problem(code, dict(params)))
    try:
        return str(found) % {**params, **_names(params, names)}
    except (KeyError, TypeError, ValueError):
        return str(found)


def line(problem: ImportProblem, names: Names | None = None) -> str:
    """A problem as one line of a terminal."""
    place = _now("line %(line)d") % {"line": problem.line}
    file = f"{problem.get_file_display()} · " if problem.file == ImportProblem.File.BOUNDARIES else ""
    column = f" · {problem.column}" if problem.column else ""
    identifier = f" · {problem.identifier}" if problem.identifier else ""
    text = sentence(problem.code, problem.params, names)
    return f"{file}{place}{column}{identifier} · {problem.get_severity_display()}: {text}"


def failure(run: ImportRun) -> str:
    """Why a run failed."""
    return sentence(run.failure.get("code", ""), run.failure.get("params", {})) if run.failure else ""


def labels(codes: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Code, short name and number of each kind of problem, the most frequent first."""
    found = [(code, str(KINDS.get(code.split(".")[0], code)), count) for code, count in codes.items()]
    return sorted(found, key=lambda one: -one[2])


KINDS: dict[str, Any] = {
    "file": _("File"),
    "column": _("Columns"),
    "row": _("Row as a whole"),
    "value": _("Missing or unknown value"),
    "text": _("Text"),
    "name": _("Name"),
    "url": _("Web address"),
    "number": _("Impossible number"),
    "year": _("Impossible year"),
    "capacity": _("Missing capacity"),
    "identifier": _("Repeated identifier"),
    "coordinates": _("Coordinates"),
    "region": _("Region"),
    "boundary": _("Boundary"),
    "month": _("Month"),
    "production": _("Production"),
}


def _names(params: Mapping[str, Any], names: Names | None) -> dict[str, str]:
    """The names of the regions that the parameters give by code."""
    pairs = {"found_name": "found", "stated_name": "stated", "region_name": "region"}
    wanted = {name: params[key] for name, key in pairs.items() if params.get(key)}
    if not wanted:
        return {}
    known = regions.names_by_code() if names is None else names
    is_chinese = (get_language() or "zh").startswith("zh")
    return {name: known.get(str(code), (str(code), str(code)))[0 if is_chinese else 1] for name, code in wanted.items()}
