"""Tokens: shown once, kept as a hash, dead at once when revoked, expired or their person disabled."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope
from registry.people.models import ApiToken
from registry.people.services import tokens
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser, problem, system
from tests.factories.memberships import member
from tests.factories.organisations import company, natural_resources

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return member(Role.APPLICANT, company())


def call(text: str) -> Any:
    return browser().get(f"{ROOT}/me/", HTTP_AUTHORIZATION=f"Bearer {text}")


def test_a_token_acts_with_the_rights_of_its_person(person: User) -> None:
    token, text = tokens.issue(by=person, name="ERP", days=30)
    shown = call(text).json()
    assert (shown["username"], shown["authenticated_by"]) == (person.username, "token")
    assert [grant["role"] for grant in shown["grants"]] == ["applicant"]
    assert text.startswith("xz_")
    assert text not in repr(list(ApiToken.objects.values()))
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
    assert AuditEvent.objects.filter(verb="token.issued", object_id=str(person.pk)).count() == 1


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer x", "Bearer xz_" + "0" * 64, "Bearer a b", "Bearer \udcff\udcfe", "Bearer " + "x" * 9000],
)
def test_what_is_no_token(header: str) -> None:
    raw = header.encode("utf-8", "surrogateescape").decode("latin-1")
    problem(browser().get(f"{ROOT}/me/", HTTP_AUTHORIZATION=raw), 401, "not_authenticated")


def test_a_revoked_token_is_dead(person: User) -> None:
    token, text = tokens.issue(by=person, name="ERP", days=30)
    with pytest.raises(OutOfScope):
        tokens.revoke(token.token_key, by=member(Role.APPLICANT, company()))
    tokens.revoke(token.token_key, by=person)
    problem(call(text), 401, "not_authenticated")
    assert AuditEvent.objects.filter(verb="token.revoked").count() == 1


def test_an_expired_token_is_dead(person: User) -> None:
    token, text = tokens.issue(by=person, name="ERP", days=30)
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - dt.timedelta(seconds=1))
    problem(call(text), 401, "not_authenticated")


def test_the_tokens_of_a_disabled_person_die_at_once(person: User) -> None:
    _token, text = tokens.issue(by=person, name="ERP", days=30)
    User.objects.filter(pk=person.pk).update(is_active=False)
    problem(call(text), 401, "not_authenticated")


def test_what_is_wrong_with_a_token_is_said_at_once(person: User) -> None:
    tokens.issue(by=person, name="ERP", days=30)
    for name, days in (("", 0), ("ERP", 4000), ("x" * 81, -1)):
        with pytest.raises(Incomplete) as caught:
            tokens.issue(by=person, name=name, days=days)
        assert set(caught.value.fields) == {"name", "days"}


def test_staff_need_the_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    officer = member(Role.REVIEWER, natural_resources())
    with pytest.raises(NotAllowed):
        tokens.issue(by=officer, name="x", days=1)
    assert tokens.issue(by=officer, name="x", days=1, second_factor_passed=True)
    assert not AuditEvent.objects.filter(verb="token.issued", object_id=str(officer.pk)).exclude(actor=officer).exists()


def test_the_page_shows_the_text_once(client: Client, person: User) -> None:
    client.force_login(person)
    page = reverse("registry:token_list")
    answer = client.post(page, {"name": "ERP", "days": "30"})
    token = person.auth_token_set.get()
    assert b"xz_" in answer.content
    assert token.token_key.encode() in answer.content
    again = client.get(page).content.decode()
    assert again.count("xz_") == again.count(token.token_key)
    refused = client.post(page, {"name": "ERP", "days": "7"})
    assert refused.status_code == 422
    assert client.post(reverse("registry:token_revoke", args=[token.token_key])).status_code == 302
    assert not person.auth_token_set.exists()


def test_a_browser_needs_its_csrf_token(person: User) -> None:
    careless = browser(person, enforce_csrf_checks=True)
    problem(careless.post(f"{ROOT}/notifications/read/"), 403, "not_allowed")
    machine = system(person)
    machine.handler.enforce_csrf_checks = True
    assert machine.post(f"{ROOT}/notifications/read/").json() == {"marked": 0}


def test_too_many_calls(person: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.web.api.throttles.PerUser.rate", "2/min", raising=False)
    client = browser(person)
    answers = [client.get(f"{ROOT}/me/") for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    problem(answers[2], 429, "throttled")
    assert int(answers[2]["Retry-After"]) >= 1
