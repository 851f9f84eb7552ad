"""Just beyond each of its limits a field is refused by its operation, by its page and by the service behind both."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.db import transaction

from governance.approval.models import CheckState
from governance.approval.selectors.checks import gates
from governance.approval.services.checks import check_extras
from governance.approval.services.decisions import licence_terms
from governance.approval.services.obligations import obligation_carrying
from governance.approval.services.obligations.obligation_carrying import Wish
from tests import acts as described
from tests.api import shapes
from tests.api.test_pairs import PAIRS, REQUESTS, Shared, members, operation, shared
from tests.permissions import acts, ages, limits, loose, reached
from tests.permissions.requests import Answer, send
from tests.permissions.world import RELATIONS, Objects, World

pytestmark = pytest.mark.usefixtures("frameless")

TABLES: tuple[Any, ...] = (reached.UNREACHED, reached.UNSHOWN, reached.ELSEWHERE)
#: A check of a place, whose record is an agreement.
PLACE = "spatial-railway"
PAGES = [page for page, pair in PAIRS.items() if set(getattr(pair.form, "base_fields", {"asked"})) - {"version"}]


@pytest.fixture(autouse=True)
def taken_back(world: World) -> Iterator[None]:
    """What makes an act possible is undone after the test; who signed in stays so."""
    for who in RELATIONS:
        world.cookies(who)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ready(world: World, page: str) -> Objects:
    objects = reached.READY[page](world) if page in reached.READY else world.objects["ours"]
    if page in described.BY_PLACE:
        acts.put_in_state(*described.BY_PLACE[page], objects)
    return objects


def tried(page: str) -> list[tuple[Shared, str]]:
    """The fields of a page that a request reaches, with their names in the API."""
    pair = PAIRS[page]
    found = [(one, pair.names.get(one.name, one.name)) for one in shared(page, pair)]
    return [(one, name) for one, name in found if (page, one.name) not in reached.UNREACHED]


def sent(world: World, page: str, objects: Objects) -> dict[str, Any]:
    call = limits.call_probe(operation(page))
    made = reached.BODIES.get(call.key)
    if made is None:
        return call.body(world, objects) or {}
    return {**ages.carried(call, world, objects, limits.who_may(call, call)), **made(world, objects)}


def named(answer: Answer) -> set[str]:
    """The first names of what the problem points to."""
    faults = json.loads(answer.body).get("errors", [])
    return {fault["pointer"].removeprefix("#").strip("/") for fault in faults if "pointer" in fault}


def points_at(answer: Answer, name: str) -> bool:
    """Whether a fault stands at the field, or at the list that holds it."""
    path = name.split(".")
    return any([part for part in place.split("/") if not part.isdigit()][: len(path)] in (path, path[:1])
               for place in named(answer))  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_operation_refuses_what_is_beyond(world: World, page: str) -> None:
    objects, found, call = ready(world, page), [], limits.call_probe(operation(page))
    path, who = call.path(world, objects), limits.who_may(call, call)
    for one, name in tried(page):
        for limit, value in limits.beyond(one.api):
            body = limits.sendable(limits.placed(sent(world, page, objects), name, value), one.api)
            answer = send(world, who, call.method, path, body)
            if answer.status != 400 or not points_at(answer, name):
                found.append(f"{name} {limit}: {answer.status} {answer.body[:300]}")
    assert found == []


@pytest.mark.parametrize("page", PAGES)
def test_the_page_refuses_it_at_the_field_and_keeps_what_was_typed(world: World, page: str) -> None:
    objects, pair, found = ready(world, page), PAIRS[page], []
    call, probe = limits.call_probe(operation(page)), limits.page_probe(page)
    path, who, fields = probe.path(world, objects), limits.who_may(call, probe), pair.form().fields
    for one, _name in tried(page):
        for limit, value in limits.beyond(one.form):
            if (page, one.name) in reached.UNSHOWN:
                continue
            typed = "" if value in (None, []) else value
            carried = ages.carried(probe, world, objects, who)
            body = {**limits.typed(world, page, pair, sent(world, page, objects)), **carried}
            answer = send(world, who, "POST", path, {**body, one.name: typed})
            is_shown = _hidden(fields[one.name]) or limits.is_marked(answer.body, one.name)
            if answer.status != 422 or not is_shown or not limits.keeps(answer.body, typed):
                found.append(f"{one.name} {limit}: {answer.status}, shown {is_shown}")
    assert found == []


def _hidden(field: forms.Field) -> bool:
    return field.widget.is_hidden or isinstance(field.widget, forms.CheckboxSelectMultiple)


@pytest.mark.parametrize("page", PAGES)
def test_the_service_alone_refuses_it(world: World, page: str) -> None:
    objects, found, call = ready(world, page), [], limits.call_probe(operation(page))
    path, who = call.path(world, objects), limits.who_may(call, call)
    for one, name in tried(page):
        for limit, value in limits.beyond(one.api):
            if (operation(page), name) in reached.ELSEWHERE:
                continue
            raised: list[Exception] = []
            body = limits.sendable(limits.placed(sent(world, page, objects), name, value), one.api)
            with loose.unchecked(raised):
                answer = send(world, who, call.method, path, body)
            if answer.status != 400 or not raised or not loose.of_service(raised[-1]) or not points_at(answer, name):
                found.append(f"{name} {limit}: {answer.status} {answer.body[:300]} {raised[-1:]!r}")
    assert found == []


@pytest.mark.parametrize("name", ["number", "capacity", "valid_to"])
def test_what_no_request_reaches_of_a_licence(world: World, name: str) -> None:
    asked = shapes.of_serializer(members(REQUESTS["api:application-propose POST"])[f"licence.{name}"])
    for limit, value in limits.beyond(asked):
        wish = licence_terms.Wish(**{name: Decimal(value) if limit == "digits" else value})
        assert f"licence_{name}" in licence_terms.faults(world.cases["deciding"], wish), limit


def test_what_no_request_reaches_of_an_obligation() -> None:
    asked = shapes.of_serializer(members(REQUESTS["api:application-propose POST"])["obligations.reason"])
    tried = [value for _limit, value in limits.beyond(asked)]
    assert tried
    assert all(obligation_carrying.faults_of(Wish(is_carried=False, reason=value)) for value in ["", *tried])


@pytest.mark.parametrize("name", ["village_representatives", "experts", "authority", "document_number"])
def test_what_no_request_reaches_of_a_check(name: str) -> None:
    asked = shapes.of_serializer(members(REQUESTS["api:check-record POST"])[name])
    code = gates.SITE_VISIT if name in check_extras.PARTS else PLACE
    tried = [value for _limit, value in limits.beyond(asked)]
    assert tried
    for value in ["", *tried]:
        assert name in check_extras.faults(code, CheckState.PASS, {name: value}, has_file=True)


def test_what_is_excused_is_there() -> None:
    known = {(page, one.name) for page in PAIRS for one in shared(page, PAIRS[page])}
    assert sorted((set(reached.UNREACHED) | set(reached.UNSHOWN)) - known) == []
    fields = {(path, name) for path, shape in REQUESTS.items() for name in members(shape)}
    assert sorted(set(reached.ELSEWHERE) - fields) == []
    assert [reason for table in TABLES for reason in table.values() if len(reason) < 15] == []
