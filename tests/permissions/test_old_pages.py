"""Every writing act, on page and API, refuses who acts on what he did not see, with both states, and writes nothing."""

import json
from typing import Any

import pytest
from django.db import transaction

from governance.approval.services.dossiers.sections import KINDS
from governance.approval.views.cases import acts
from governance.approval.views.conflicts import conflicts
from tests import acts as described
from tests.permissions.ages import AGES, Age
from tests.permissions.matrix import MATRIX, knows_no_method
from tests.permissions.requests import Answer, send
from tests.permissions.routes import Probe, all_probes
from tests.permissions.world import RELATIONS, World

pytestmark = pytest.mark.usefixtures("frameless")

#: Pages that offer several acts under one address, with the table of their acts.
SEVERAL = {
    "governance:case_act": acts.BY_KEY,
    "governance:conflict_act": conflicts.ACTS,
    **described.SEVERAL,
}


def walk() -> list[Probe]:
    """Every writing route with every act that it offers."""
    found = [one for one in all_probes() if one.method != "GET" and not knows_no_method(one) and not one.variant]
    plain = [one for one in found if one.route not in SEVERAL]
    return plain + [Probe(route, key, "POST") for route, offered in SEVERAL.items() for key in offered]


WALK = walk()
CARRYING = [probe for probe in WALK if isinstance(AGES.get(probe.key), Age)]


def test_every_writing_act_carries_a_row_or_a_reason() -> None:
    known = {probe.key for probe in WALK}
    assert sorted(known - set(AGES)) == [], "Say in tests/permissions/ages.py what these acts are carried by."
    assert sorted(set(AGES) - known - {"governance:conflict_act POST"}) == [], "These rows name no act any more."


def people(probe: Probe) -> list[str]:
    """Whom the matrix lets in; everybody for an act that it does not name."""
    marks = MATRIX.get(probe.key, "." * len(RELATIONS)).replace(" ", "")
    found = [who for who, mark in zip(RELATIONS, marks, strict=True) if mark in ".R" and who != "anonymous"]
    return found or ["administrator"]  # the author of the draft in the world, who becomes the second one


def typed(probe: Probe, world: World) -> dict[str, Any]:
    """What is sent now; a section is sent with one text changed, for the same content is no change."""
    sent = probe.body(world, world.objects["ours"]) or {}
    key = "safety" if probe.route == "governance:dossier_edit" else probe.route[4:].removesuffix("-section")
    if key in KINDS:
        layout = KINDS[key].layout
        name = next(n for n in layout.fields if layout.model._meta.get_field(n).get_internal_type() == "TextField")
        sent |= {"fields": {name: "另一段文字。"}} if probe.route.startswith("api:") else {name: "另一段文字。"}
    if probe.key == "api:procedure-draft-detail PUT":
        sent["content"] = world.objects["ours"].procedure_draft.content
    return sent


def refused(world: World, probe: Probe) -> tuple[Answer | None, dict[str, Any], list[int]]:
    """The first answer that calls the page old after the row was changed underneath, and what now stands."""
    age, objects = AGES[probe.key], world.objects["ours"]
    assert isinstance(age, Age)
    statuses = []
    for who in people(probe):
        world.cookies(who)  # signed in before, for what follows is taken back
    with transaction.atomic():
        path, sent = probe.path(world, objects), typed(probe, world)
        row = age.row(probe, world, objects)
        age.change(row)
        now = age.fields(type(row)._default_manager.get(pk=row.pk))
        for who in people(probe):
            answer = send(world, who, probe.method, path, sent)
            statuses.append(answer.status)
            if answer.status == 409:
                break
        else:
            answer = None
        transaction.set_rollback(True)
    return answer, now, statuses


@pytest.mark.parametrize("probe", CARRYING, ids=lambda probe: probe.key)
def test_an_act_on_what_changed_underneath_is_refused(world: World, probe: Probe) -> None:
    answer, now, statuses = refused(world, probe)
    assert answer is not None, statuses
    assert answer.written == []
    if probe.route.startswith("api:"):
        told = json.loads(answer.body)
        assert told["type"] == "urn:xiezhi:problem:stale", told
        assert told["mine"] != told["theirs"]
        assert told["theirs"]
        return
    assert 'class="mg-differs"' in answer.body
    for name, value in now.items():
        assert f'name="{name}" value="{value}"' in answer.body, name
