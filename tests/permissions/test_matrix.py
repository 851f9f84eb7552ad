"""Every route, method and relation answers as the matrix says, and who is turned away leaves no trace."""

import pytest
from django.template.base import Template

from tests.permissions.matrix import MATRIX, knows_no_method
from tests.permissions.requests import send
from tests.permissions.routes import Probe, all_probes
from tests.permissions.world import RELATIONS, World

#: Pages that look different to every role; they are drawn for all of them.
DRAWN = (
    "registry:home", "registry:mine_list", "registry:mine_detail", "registry:mine_rights", "registry:mine_facilities",
    "registry:mine_documents", "registry:organisation_detail", "registry:user_detail", "governance:case_list",
    "governance:case_detail", "governance:procedure_detail", "registry:hold_list", "registry:hold_detail",
    "registry:production_list", "registry:production_detail",
)  # fmt: skip


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets what is decided before a page is drawn."""
    monkeypatch.setattr(Template, "render", lambda self, context: "")


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    known = {probe.key for probe in all_probes()}
    assert sorted(known - set(MATRIX)) == [], "Add a row to tests/permissions/matrix_*.py for each of these."
    assert sorted(set(MATRIX) - known) == [], "These rows name no route any more."


def test_every_row_speaks_of_every_relation() -> None:
    assert [key for key, marks in MATRIX.items() if len(marks.replace(" ", "")) != len(RELATIONS)] == []


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("who", RELATIONS)
def test_everybody_gets_what_the_matrix_says(world: World, who: str) -> None:
    place, objects, found = RELATIONS.index(who), world.objects["ours"], []
    for probe in all_probes():
        if knows_no_method(probe) and who not in ("anonymous", "applicant", "administrator"):
            continue
        expected = MATRIX.get(probe.key, "?" * len(RELATIONS)).replace(" ", "")[place]
        answer = send(world, who, probe.method, probe.path(world, objects), probe.body(world, objects, who))
        if answer.mark != expected:
            found.append(f"{probe.key}: {expected} expected, {answer.mark} ({answer.status}) came")
        if answer.mark in "SHDM" and answer.written and probe.route != "registry:sign_out":
            found.append(f"{probe.key}: turned away, yet wrote {sorted(set(answer.written))}")
    assert found == []


@pytest.mark.parametrize("who", RELATIONS)
def test_pages_are_drawn_for_everybody(world: World, who: str) -> None:
    for route in DRAWN:
        answer = send(world, who, "GET", Probe(route, "", "GET").path(world, world.objects["ours"]))
        assert answer.status < 500, f"{route}: {getattr(answer.response, 'fault', None)}"
        assert "<c-" not in answer.body, route
