"""What each room asks of its section: one complete dossier, changed in one place."""

from collections.abc import Callable
from typing import Any

import pytest

from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from tests.factories.plans import complete_sections, draft_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return complete_sections(draft_case())


def changed(case: Case, key: str, data: dict[str, Any], rows: Callable[[dict[str, Any]], None] | None) -> set[str]:
    """The fields that are missing once the section is saved with the change."""
    kind = sections.KINDS[key]
    content = kind.service.content(case.application, 0)
    if rows is not None:
        rows(content["rows"])
    given = content["rows"] if rows is not None else None
    kind.service.save(case.application, by=case.opened_by, data=data, rows=given, version=2)
    return set(sections.missing(case).get(key, {}))


def row(relation: str, index: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda rows: rows[relation][index].update(values)


def without(relation: str, index: int) -> Callable[[dict[str, Any]], None]:
    return lambda rows: rows[relation].pop(index)


@pytest.mark.parametrize(
    ("key", "data", "rows", "wanted"),
    [
        ("mining", {"reserves": None, "sequence": "  "}, None, {"reserves", "sequence"}),
        ("mining", {"service_life": "90"}, None, {"service_life"}),
        ("mining", {"method": "unknown"}, None, {"method"}),
        ("restoration", {"topsoil": ""}, None, {"topsoil"}),
        ("restoration", {}, row("measures", 0, zone_code="X9"), {"measures-2-zone_code"}),
        ("restoration", {}, row("measures", 1, year=2040), {"measures-11-year"}),
        ("restoration", {}, row("zones", 0, area=None), {"zones-0-area"}),
        ("restoration", {}, row("years", 4, restored="9000"), {"years"}),
        ("restoration", {}, without("years", 2), {"years"}),
        ("restoration", {}, without("zones", 3), {"measures-7-zone_code"}),
        ("restoration", {}, row("zones", 0, kind="tailings"), {"tailings_measures"}),
        ("safety", {"design_review": ""}, None, {"design_review"}),
        ("safety", {}, row("structures", 4, shortfall_measures=""),
         {"structures-4-shortfall_measures"}),
        ("safety", {}, lambda rows: rows.update(structures=[]), {"structures"}),
        ("safety", {}, without("monitoring", 6), {"monitoring"}),
        ("funds", {}, row("items", 1, restoration_share=None, split_basis=""),
         {"items-1-restoration_share", "items-1-split_basis"}),
        ("funds", {}, without("years", 0), {"years"}),
        ("funds", {"opening_balance": None}, None, {"opening_balance"}),
    ],
)  # fmt: skip
def test_one_fault_is_found_where_it_is(
    case: Case, key: str, data: dict[str, Any], rows: Callable[[dict[str, Any]], None] | None, wanted: set[str]
) -> None:
    assert changed(case, key, data, rows) == wanted


def test_an_account_that_runs_short_is_a_warning_only(case: Case) -> None:
    def poor(rows: dict[str, Any]) -> None:
        for year in rows["years"]:
            year["restoration_accrual"] = "1.00"

    assert changed(case, "funds", {}, poor) == set()
    assert set(sections.warnings(case)["funds"]) == {"years", "items"}
