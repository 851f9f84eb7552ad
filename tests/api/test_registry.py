"""The register, organisations, regions, the calendar, the inbox and what is public: who sees what, at what cost."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from registry.calendar.services import calendars
from registry.layers.models import LayerImport
from registry.mines.models import Mine
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import decisions, layers, mines
from tests.factories.attachments import AttachmentFactory
from tests.factories.imports import ImportRunFactory
from tests.factories.memberships import member
from tests.factories.notifications import NotificationFactory
from tests.factories.organisations import company, natural_resources
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> User:
    return member(Role.REVIEWER, natural_resources("150621"))


def test_mines_of_a_territory_and_of_a_company(land: User) -> None:
    inside = mines.held_mine()
    outside = mines.held_mine(region_code="150602")
    holder = member(Role.APPLICANT, outside.holder)
    assert [row["id"] for row in browser(land).get(f"{ROOT}/mines/").json()["results"]] == [inside.pk]
    assert [row["id"] for row in browser(holder).get(f"{ROOT}/mines/").json()["results"]] == [outside.pk]
    for path in ("", "boundary/", "facilities/", "rights/", "holders/"):
        problem(browser(land).get(f"{ROOT}/mines/{outside.pk}/{path}"), 404, "not_found")
        assert browser(holder).get(f"{ROOT}/mines/{outside.pk}/{path}").status_code == 200
    for method, path in (("patch", ""), ("put", "boundary/"), ("post", "stage/"), ("post", "transfer/")):
        sent = getattr(browser(land), method)(f"{ROOT}/mines/{outside.pk}/{path}", {"version": 1})
        assert sent.status_code in (400, 404)
        problem(getattr(browser(holder), method)(f"{ROOT}/mines/{inside.pk}/{path}", SENT[path]), 404, "not_found")
        problem(getattr(browser(holder), method)(f"{ROOT}/mines/{outside.pk}/{path}", SENT[path]), 403, "not_allowed")
    assert Mine.objects.get(pk=outside.pk).version == 1


SENT: dict[str, dict[str, Any]] = {
    "": {"depth": "300.0", "version": 1},
    "boundary/": {"geojson": mines.BOUNDARY, "source": "Survey", "version": 1},
    "stage/": {"verb": "suspend", "reason": "检修"},
    "transfer/": {"organisation": 1, "reason": "转让"},
}


def test_an_officer_keeps_the_register(land: User) -> None:
    client = browser(land)
    facts = {
        "identifier": "N1", "region": "150621", "name_zh": "新煤矿", "mineral": "coal", "longitude": 110.01,
        "latitude": 40.01, "source": "Test",
    }  # fmt: skip
    mines.MineFactory()
    made = client.post(f"{ROOT}/mines/", facts)
    assert made.status_code == 201, made.content.decode()
    path = made["Location"]
    revised = client.patch(path, {"depth": "300.0"}, HTTP_IF_MATCH=made["ETag"])
    assert revised.json()["depth"] == "300.0"
    problem(client.patch(path, {"depth": "310.0"}, HTTP_IF_MATCH=made["ETag"]), 409, "stale")
    problem(browser(land, looks=False).patch(path, {"depth": "310.0"}), 400, "invalid")
    content = {"geojson": mines.BOUNDARY, "source": "Survey", "version": 2}
    shown = client.put(f"{path}boundary/", content).json()
    assert shown["boundary"]["type"] in ("Polygon", "MultiPolygon")
    assert client.post(f"{path}stage/", {"verb": "start_production", "reason": "验收"}).json()["stage"] == "producing"
    dump = client.post(f"{path}add-facility/", {"kind": "dump", "code": "D1", "name_zh": "排土场"}).json()
    facility = f"{ROOT}/facilities/{dump['id']}/"
    told = {"kind": "dump", "code": "D1", "name_zh": "排土场", "height": "80.0"}
    assert client.post(f"{facility}revise/", told).json()["height"] == "80.0"
    assert client.post(f"{facility}end/").json()["is_in_use"] is False
    problem(client.post(f"{facility}revise/", told), 409, "wrong_state")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("longitude", "nan"), ("longitude", 1e308), ("latitude", True), ("region", "999999"), ("region", 150621),
        ("mineral", "cheese"), ("capacity", "Infinity"), ("opened_in", 10**30), ("name_zh", ""),
        ("name_zh", "x" * 201), ("name_zh", 7),
    ],
)  # fmt: skip
def test_impossible_facts_are_named(land: User, name: str, value: Any) -> None:
    mine = mines.held_mine()
    faults = problem(browser(land).patch(f"{ROOT}/mines/{mine.pk}/", {name: value, "version": 1}), 400, "invalid")
    assert [fault["pointer"] for fault in faults["errors"]] == [f"#/{name}"]


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b"null", b'{"depth": NaN, "version": 1}', b'{"depth": 1e999}', b'{"a": 1, "a": 2}', b"\xff\xfe",
        b'{"name_zh": "\\u0000", "version": 1}', b'{"name_zh": "\\ud800", "version": 1}', b"[" * 100_000,
        b'{"x": ' * 40 + b"1" + b"}" * 40, b'{"depth": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_bodies_that_are_none(land: User, body: bytes) -> None:
    mine = mines.held_mine()
    answer = browser(land).generic("PATCH", f"{ROOT}/mines/{mine.pk}/", body, content_type="application/json")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=x"]
)
def test_content_types(land: User, media: str) -> None:
    mine = mines.held_mine()
    answer = browser(land).generic("PATCH", f"{ROOT}/mines/{mine.pk}/", b"x=1", content_type=media)
    assert answer.status_code in (400, 415), answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_too_much_json(land: User, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    mine = mines.held_mine()
    problem(browser(land).patch(f"{ROOT}/mines/{mine.pk}/", {"location_note": "x" * 2000}), 413, "too_large")


def test_a_company_is_seen_by_its_own_and_by_its_territory(land: User) -> None:
    held = mines.held_mine().holder
    other = company()
    assert held is not None
    seen = {row["id"] for row in browser(land).get(f"{ROOT}/organisations/", {"kind": "company"}).json()["results"]}
    assert (held.pk in seen, other.pk in seen) == (True, False)
    problem(browser(land).get(f"{ROOT}/organisations/{other.pk}/"), 404, "not_found")
    assert browser(member(Role.APPLICANT, other)).get(f"{ROOT}/organisations/{other.pk}/").status_code == 200


def test_regions_need_no_sign_in() -> None:
    call_command("load_regions")
    client = browser()
    assert client.get(f"{ROOT}/regions/", {"level": "province", "page_size": 200}).json()["next"] is None
    assert client.get(f"{ROOT}/regions/110000/").json()["level"] == "city"
    assert client.get(f"{ROOT}/regions/110000/", {"level": "province"}).json()["level"] == "province"
    below = client.get(f"{ROOT}/regions/150600/subtree/", {"page_size": 50}).json()["results"]
    assert all(row["code"].startswith("1506") for row in below)
    for code in ("999999", "15060", "１５０６２１"):
        problem(client.get(f"{ROOT}/regions/{code}/"), 404, "not_found")


def test_deadlines(land: User) -> None:
    calendars.seed_from_file(django_settings.DATA_DIR / "working_days.json", by=System("tests"))
    client = browser(land)
    days = client.get(f"{ROOT}/calendar/deadline/", {"start": "2026-09-14", "days": "20"}).json()
    assert (days["deadline"], days["is_announced"]) == ("2026-10-16", True)
    unknown = client.get(f"{ROOT}/calendar/deadline/", {"start": "2026-12-30", "days": "20"}).json()
    assert (unknown["deadline"], unknown["not_announced_year"]) == (None, 2027)
    assert client.get(f"{ROOT}/calendar/").json()["version"] == 1


def test_an_inbox_is_ones_own(land: User) -> None:
    own, other = NotificationFactory(recipient=land), NotificationFactory()
    client = browser(land)
    assert [row["id"] for row in client.get(f"{ROOT}/notifications/", {"unread": "true"}).json()["results"]] == [own.pk]
    assert client.post(f"{ROOT}/notifications/{own.pk}/read/").json()["read_at"]
    problem(client.post(f"{ROOT}/notifications/{other.pk}/read/"), 404, "not_found")
    NotificationFactory(recipient=land)
    assert client.post(f"{ROOT}/notifications/read/").json() == {"marked": 1}


def test_only_signed_decisions_are_public() -> None:
    decisions.working_days()
    decision = decisions.signed()
    waiting = decisions.proposed(decisions.cast("150602"))
    client = browser()
    listed = client.get(f"{ROOT}/public/decisions/").json()["results"]
    assert [row["document_number"] for row in listed] == [decision.document_number]
    number = decision.case.number
    assert client.get(f"{ROOT}/public/decisions/{number}/").json()["conditions"]
    problem(client.get(f"{ROOT}/public/decisions/{waiting.case.number}/"), 404, "not_found")
    assert client.get(f"{ROOT}/procedures/").json()["results"]
    assert client.get(f"{ROOT}/terms/").json()


def test_pages_meet_end_to_end(land: User) -> None:
    for _number in range(7):
        mines.MineFactory()
    client, path, seen = browser(land), f"{ROOT}/mines/?page_size=3&order=-identifier", []
    while path:
        page = client.get(path).json()
        seen += [row["identifier"] for row in page["results"]]
        path = page["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 7
    assert client.get(page["previous"]).json()["results"][0]["identifier"] == seen[3]


@pytest.mark.stage("decided")
def test_lists_cost_the_same_at_any_length(here: stages.Scene) -> None:
    def measure(name: str, person: User) -> None:
        client = browser(person)
        client.get(f"{ROOT}/me/")
        with assert_baseline(f"api {name}"):
            assert client.get(f"{ROOT}/{name}/", {"page_size": 100}).status_code == 200

    for round_number in range(2):
        for _number in range(1 + 3 * round_number):
            there = mines.held_mine(here.company, is_simulated=True)
            here.mine = there
            stages.decided(here)
            NotificationFactory(recipient=here.clerk)
        for name in ("mines", "applications", "opinions", "decisions", "notifications"):
            measure(name, here.clerk)
        measure("organisations", here.clerk)
        measure("public/decisions", here.clerk)
        measure("procedures", here.clerk)
        measure("queue", here.officer)
        measure("public/applications", here.clerk)
        measure("public/mines", here.clerk)
        land = here.reviewers["natural_resources"]
        for _number in range(1 + 3 * round_number):
            ImportRunFactory(started_by=land)
            LayerImport.objects.create(
                attachment=AttachmentFactory(), fields=layers.described(region_code="150621").plain, checked_by=land
            )
        measure("mine-imports", land)
        measure("layer-imports", land)
