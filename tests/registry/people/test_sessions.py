"""Sessions: idle and absolute limits, and that rights and accounts end at once."""

import time

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.urls import reverse

from registry.people.models import Session
from registry.people.services import memberships, organisations, users
from registry.people.views import session_guard
from registry.scope.models import Role, SignInEvent, User
from registry.scope.rules.grants import System
from tests.factories import organisations as bodies
from tests.factories.memberships import member
from tests.factories.users import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ACCOUNT = "/en/account"
DEMO = System("demo")


def open_session(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.post(reverse("registry:sign_in"), {"username": user.username, "password": PASSWORD})
    assert client.get(ACCOUNT).status_code == 200
    return client


def shift(client: Client, **seconds: int) -> SessionBase:
    """Move times of the session into the past."""
    session = client.session
    for name, by in seconds.items():
        session[name] = session.get(name, int(time.time())) - by
    session.save()
    return session


def test_an_idle_session_ends_and_comes_back_to_its_page(settings: pytest.FixtureRequest) -> None:
    user = UserFactory()
    client = open_session(user)
    shift(client, seen_at=settings.SESSION_IDLE_SECONDS + 1)
    answer = client.get(f"{ACCOUNT}?a=1")
    assert answer.url == f"{reverse('registry:sign_in')}?next=%2Fen%2Faccount%3Fa%3D1"
    assert "without use" in client.get(answer.url).content.decode()
    assert user.sign_ins.order_by("-pk").first().kind == SignInEvent.Kind.EXPIRED


def test_use_keeps_a_session_open(settings: pytest.FixtureRequest) -> None:
    client = open_session(UserFactory())
    shift(client, seen_at=settings.SESSION_IDLE_SECONDS - 5)
    assert client.get(ACCOUNT).status_code == 200
    assert time.time() - client.session[session_guard.SEEN_AT] < 60


def test_a_polling_page_does_not_keep_it_open(settings: pytest.FixtureRequest) -> None:
    client = open_session(UserFactory())
    before = shift(client, seen_at=settings.SESSION_IDLE_SECONDS - 5)[session_guard.SEEN_AT]
    assert client.get(ACCOUNT, headers={"X-Background": "1"}).status_code == 200
    assert client.session[session_guard.SEEN_AT] == before


def test_no_session_outlasts_the_absolute_limit(settings: pytest.FixtureRequest) -> None:
    client = open_session(UserFactory())
    shift(client, signed_in_at=settings.SESSION_ABSOLUTE_SECONDS + 1)
    answer = client.get(ACCOUNT)
    assert answer.status_code == 302
    assert "at most" in client.get(answer.url).content.decode()


def test_htmx_is_led_by_a_full_page_load(settings: pytest.FixtureRequest) -> None:
    client = open_session(UserFactory())
    shift(client, seen_at=settings.SESSION_IDLE_SECONDS + 1)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/en/users?order=username"}
    answer = client.post(ACCOUNT, headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith("?next=%2Fen%2Fusers%3Forder%3Dusername")


def test_a_disabled_person_is_out_at_once() -> None:
    user = UserFactory()
    client = open_session(user)
    users.disable(user.pk, by=DEMO)
    assert not Session.objects.filter(user=user).exists()
    assert client.get(ACCOUNT).status_code == 302


def test_disabling_past_the_service_still_ends_the_session() -> None:
    user = UserFactory()
    client = open_session(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(ACCOUNT).status_code == 302


def test_a_new_password_ends_the_other_sessions() -> None:
    user = UserFactory()
    here, there = open_session(user), open_session(user)
    new = "Another-grassland-27"
    page = reverse("registry:password_change")
    here.post(page, {"current": PASSWORD, "new": new, "repeat": new})
    assert here.get(ACCOUNT).status_code == 200
    assert there.get(ACCOUNT).status_code == 302


def test_a_reset_password_ends_every_session() -> None:
    user = UserFactory()
    client = open_session(user)
    users.reset_password(user.pk, by=DEMO)
    assert client.get(ACCOUNT).status_code == 302


def test_a_role_taken_back_is_gone_at_the_next_request() -> None:
    body = bodies.emergency("150600")
    user = member(Role.AUDITOR, body)
    client = open_session(user)
    log = reverse("registry:sign_in_log")
    assert client.get(log).status_code == 200
    memberships.end(user.memberships.get().pk, by=DEMO)
    assert client.get(log).status_code == 403


def test_an_ended_organisation_takes_its_rights_at_the_next_request() -> None:
    body = bodies.emergency("150600")
    user = member(Role.AUDITOR, body)
    client = open_session(user)
    organisations.end(body.pk, by=DEMO, on=body.valid_from)
    assert client.get(reverse("registry:sign_in_log")).status_code == 403


def test_one_signs_oneself_out_everywhere_else() -> None:
    user = UserFactory()
    here, there = open_session(user), open_session(user)
    here.post(reverse("registry:sessions_end"))
    assert here.get(ACCOUNT).status_code == 200
    assert there.get(ACCOUNT).status_code == 302


def test_the_session_key_changes_at_sign_in() -> None:
    client = Client()
    client.get(reverse("registry:sign_in"))
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    user = UserFactory()
    client.post(reverse("registry:sign_in"), {"username": user.username, "password": PASSWORD})
    assert client.session.session_key != before
