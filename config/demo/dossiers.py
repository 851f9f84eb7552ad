"""Complete dossiers of invented mines: figures that fit together, for the demonstration and for the tests.

The contents lie in `data/demo/`; years count from the first year of the plan.
"""

import datetime as dt
import json
from collections.abc import Collection
from typing import Any

from django.conf import settings

from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from registry.dossiers.selectors import sections as section_selectors
from registry.scope.models import User

Dossier = dict[str, dict[str, Any]]
YEARS = frozenset({"start_year", "end_year", "year"})
DAYS = frozenset({"period_from", "period_to"})


def open_pit(first: int = 2027) -> Dossier:
    """An open-pit coal mine on the steppe: 6 Mt a year, five years, one slope below the required factor."""
    return _load("dossier_open_pit.json", first)


def underground(first: int = 2027) -> Dossier:
    """An underground coal mine in the loess hills: 1.2 Mt a year, subsidence and a gangue dump."""
    return _load("dossier_underground.json", first)


def acceptance(
    first: int = 2027, *, is_pit: bool = True, scope: str = "stage", zones: Collection[str] | None = None
) -> Dossier:
    """What was restored of the plan of `open_pit` or `underground`; a stage covers some zones, unless `zones` names them.

    The final acceptance covers every zone; `first` is the first year of the plan.
    """
    content = _read("acceptance_open_pit.json" if is_pit else "acceptance_underground.json")
    chosen = zones if zones is not None else content["stage_zones"] if scope == "stage" else None
    rows = [row for row in _rows(content["zones"], first) if chosen is None or row["code"] in chosen]
    data = content["stage"] if scope == "stage" else {**content["stage"], **content["final"]}
    return {"acceptance": {"data": _dated(data, first), "rows": {"zones": rows}}}


def fill(case: Case, dossier: Dossier, *, by: User) -> None:
    """Write every section of a case's draft, as the company would."""
    for kind in sections.of(case):
        draft = section_selectors.draft(kind.layout, case.application)
        assert draft is not None
        part = dossier[kind.key]
        kind.service.save(case.application, by=by, data=part["data"], rows=part["rows"], version=draft.version)


def _load(name: str, first: int) -> Dossier:
    content = _read(name)
    return {
        key: {
            "data": _dated(part["data"], first),
            "rows": {relation: _rows(table, first) for relation, table in part.get("rows", {}).items()},
        }
        for key, part in content.items()
    }


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((settings.DATA_DIR / "demo" / name).read_text(encoding="utf-8"))
    return content


def _rows(table: dict[str, Any], first: int) -> list[dict[str, Any]]:
    return [_dated(dict(zip(table["columns"], row, strict=True)), first) for row in table["rows"]]


def _dated(values: dict[str, Any], first: int) -> dict[str, Any]:
    return {name: _value(name, value, first) for name, value in values.items()}


def _value(name: str, value: Any, first: int) -> Any:
    if name in DAYS:
        year, month, day = value
        return dt.date(first + year, month, day).isoformat()
    return value + first if name in YEARS else value
