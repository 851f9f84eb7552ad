"""Whatever goes wrong below the API answers one shape."""

from typing import Any
from unittest import mock

import pytest
from rest_framework.test import APIClient

from registry.scope.models import Role
from tests.api.clients import ROOT, browser, problem
from tests.factories.memberships import member
from tests.factories.organisations import natural_resources

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> APIClient:
    return browser(member(Role.REVIEWER, natural_resources()))


def test_no_session_and_no_token() -> None:
    answer = browser().get(f"{ROOT}/organisations/")
    problem(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/api/", "/api/v2/mines/", f"{ROOT}/nothing/", f"{ROOT}/organisations/x/", "/api"])
def test_an_address_that_does_not_exist(client: APIClient, path: str) -> None:
    problem(client.get(path, follow=True), 404, "not_found")


def test_an_address_without_its_slash(client: APIClient) -> None:
    answer = client.post(f"{ROOT}/notifications/read?x=1")
    assert answer.status_code == 308
    assert answer["Location"] == f"{ROOT}/notifications/read/?x=1"


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**40])
def test_a_key_beyond_all_rows(client: APIClient, pk: int) -> None:
    problem(client.get(f"{ROOT}/organisations/{pk}/"), 404, "not_found")


def test_every_impossible_parameter_is_named_at_once(client: APIClient) -> None:
    answer = client.get(f"{ROOT}/calendar/deadline/", {"start": "2026-02-30", "days": "-1", "day_type": "lunar"})
    faults = problem(answer, 400, "invalid")["errors"]
    assert {fault["parameter"] for fault in faults} == {"start", "days", "day_type"}


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "x"},
        {"cursor": "W10"},
        {"cursor": "WzAsIlx1MDAwMCIsMV0"},
        {"cursor": "W" * 5000},
        {"page_size": "0"},
        {"page_size": "201"},
        {"page_size": "ten"},
        {"page_size": "１０"},
        {"order": "password"},
        {"kind": "bank"},
        {"kind": ""},
        {"q": "\x00"},
        {"q": "x" * 101},
    ],
)
def test_impossible_lists(client: APIClient, query: dict[str, str]) -> None:
    faults = problem(client.get(f"{ROOT}/organisations/", query), 400, "invalid")["errors"]
    assert [fault["parameter"] for fault in faults] == list(query)


def test_other_methods_and_representations(client: APIClient) -> None:
    answer = client.delete(f"{ROOT}/me/")
    problem(answer, 405, "method_not_allowed")
    assert "GET" in answer["Allow"]
    problem(client.options(f"{ROOT}/me/"), 405, "method_not_allowed")
    problem(client.get(f"{ROOT}/me/", HTTP_ACCEPT="text/csv"), 406, "not_acceptable")


def test_the_language_of_the_messages(client: APIClient) -> None:
    answer = client.get(f"{ROOT}/nothing/", HTTP_ACCEPT_LANGUAGE="zh-hans")
    assert answer["Content-Language"] == "zh-hans"


def test_a_failure_of_ours_says_nothing_of_its_cause(client: APIClient) -> None:
    client.raise_request_exception = False
    with mock.patch("registry.calendar.selectors.calendars.current_version", side_effect=RuntimeError("secret")):
        answer = client.get(f"{ROOT}/calendar/")
    problem(answer, 500, "error")
    assert b"secret" not in answer.content


def test_bad_hosts_and_middleware_failures_are_problems_too(client: APIClient, settings: Any) -> None:
    problem(client.get(f"{ROOT}/me/", HTTP_HOST="evil.example"), 400, "malformed")
