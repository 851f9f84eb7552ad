"""Everything that a page can do a machine can do too: every page has its operation, or a stated reason for none."""

import pytest

from governance.approval.views.cases import acts
from governance.approval.views.conflicts import conflicts
from tests import acts as described
from tests.api import parity
from tests.api.parity_reasons import Reason
from tests.permissions import probes
from tests.permissions.matrix import knows_no_method
from tests.permissions.routes import all_probes

#: Pages that offer several acts under one address, with the table of their acts.
SEVERAL = {
    "governance:case_act": acts.BY_KEY,
    "governance:conflict_act": conflicts.ACTS,
    **described.SEVERAL,
}
LEAST = 15


def pages(method: str) -> set[str]:
    """The pages that know the method; each act of those that offer several."""
    found = {
        probe.route
        for probe in all_probes()
        if probe.method == method and not probe.route.startswith("api:") and not knows_no_method(probe)
    }
    for route, offered in SEVERAL.items():
        if route in found:
            found = found - {route} | {f"{route}/{key}" for key in offered}
    return found


OPERATIONS = {probe.key for probe in all_probes() if probe.route.startswith("api:")}


@pytest.mark.parametrize(("method", "table"), [("POST", parity.WRITES), ("GET", parity.READS)])
def test_every_page_has_a_row_and_every_row_a_page(method: str, table: dict[str, str]) -> None:
    known = pages(method)
    assert sorted(known - set(table)) == [], "Add an operation, or say in tests/api/parity*.py why there is none."
    assert sorted(set(table) - known) == [], "These rows name no page any more."


@pytest.mark.parametrize("table", [parity.WRITES, parity.READS])
def test_every_row_names_an_operation_or_gives_a_reason(table: dict[str, str]) -> None:
    named = {page: told for page, told in table.items() if not isinstance(told, Reason)}
    assert {page: told for page, told in named.items() if told not in OPERATIONS} == {}
    assert [page for page, told in table.items() if isinstance(told, Reason) and len(told) < LEAST] == []


def test_what_the_pages_of_the_engine_write_is_never_left_to_them() -> None:
    left = [page for page, told in parity.WRITES.items() if isinstance(told, Reason)]
    assert [page for page in left if page.startswith("governance:")] == []


def test_the_attacks_know_every_act_of_a_case() -> None:
    assert set(probes.ACTS) == set(acts.BY_KEY)


def test_every_section_of_a_dossier_is_written_by_machines() -> None:
    sections = {key for key in OPERATIONS if key.endswith("-section PUT")}
    assert len(sections) == len({key.replace("PUT", "GET") for key in sections} & OPERATIONS) >= 5
