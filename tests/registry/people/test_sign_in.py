"""Signing in and out: the pages, the lock, the log, the way back, the demonstration accounts."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.scope.models import SignInEvent, User
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.users import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Kind = SignInEvent.Kind


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> object:
    """Post the form."""
    return client.post(reverse("registry:sign_in"), {"username": user.username, "password": password, **more})


def kinds(user: User) -> list[str]:
    """What the log says of this person, oldest first."""
    return list(user.sign_ins.order_by("pk").values_list("kind", flat=True))


def test_a_person_signs_in_and_out(client: Client) -> None:
    user = UserFactory()
    answer = sign_in(client, user, next="/en/account")
    assert answer.status_code == 302
    assert answer.url == "/en/account"
    assert client.get("/en/account").status_code == 200
    assert client.get(reverse("registry:sign_out")).status_code == 405
    client.post(reverse("registry:sign_out"))
    assert client.get("/en/account").status_code == 302
    assert kinds(user) == [Kind.SIGNED_IN, Kind.SIGNED_OUT]


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", "registry:profile", "x"]
)
def test_the_way_back_stays_on_this_site(client: Client, next_page: str) -> None:
    client.get(reverse("registry:sign_in"), {"next": next_page})
    answer = sign_in(client, UserFactory(), next=next_page)
    assert answer.status_code == 302
    assert "evil" not in answer.url
    assert "javascript" not in answer.url


def test_nothing_tells_whether_an_account_exists(client: Client) -> None:
    known, unknown = UserFactory(), UserFactory.build()
    disabled = UserFactory(is_disabled=True)
    pages = []
    for user, password in ((known, "wrong"), (unknown, "wrong"), (disabled, PASSWORD)):
        answer = sign_in(client, user, password)
        assert answer.status_code == 422
        pages.append(answer.context["form"].non_field_errors())
    assert pages[0] == pages[1] == pages[2]
    assert list(SignInEvent.objects.filter(username=unknown.username).values_list("kind", "user")) == [
        (Kind.FAILED, None)
    ]


def test_five_failures_lock_the_name_from_this_address(client: Client) -> None:
    user = UserFactory()
    for _number in range(5):
        answer = sign_in(client, user, "wrong")
    assert answer.status_code == 429
    answer = sign_in(client, user)
    assert answer.status_code == 429
    assert "15 minutes" in answer.content.decode()
    assert kinds(user)[-1] == Kind.LOCKED
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert sign_in(elsewhere, user).status_code == 302


def test_the_lock_of_one_name_leaves_the_others_alone(client: Client) -> None:
    locked, other = UserFactory(), UserFactory()
    for _number in range(5):
        sign_in(client, locked, "wrong")
    assert sign_in(client, other).status_code == 302


@pytest.mark.parametrize("username", ["", "x" * 400, "名字\u200b", "a\x00b", "' OR 1=1 --"])
def test_odd_names_are_refused_calmly(client: Client, username: str) -> None:
    answer = client.post(reverse("registry:sign_in"), {"username": username, "password": "x"})
    assert answer.status_code == 422


def test_a_one_time_password_runs_out(client: Client) -> None:
    user = UserFactory(is_new=True, password_changed_at=timezone.now() - dt.timedelta(hours=73))
    answer = sign_in(client, user)
    assert answer.status_code == 422
    assert "one-time password" in answer.content.decode()


def test_a_one_time_password_leads_to_a_new_one(client: Client) -> None:
    user = UserFactory(is_new=True)
    sign_in(client, user)
    answer = client.get("/en/account")
    assert answer.url.startswith(reverse("registry:password_change"))


def test_the_demonstration_offers_its_accounts(client: Client, settings: pytest.FixtureRequest) -> None:
    member("reviewer", organisations.emergency(is_simulated=True), username="reviewer1")
    page = reverse("registry:sign_in")
    assert b"reviewer1" not in client.get(page).content
    settings.DEMO, settings.DEMO_PASSWORD = True, PASSWORD
    content = client.get(page).content.decode()
    assert "?as=reviewer1" in content
    assert PASSWORD in content
    filled = client.get(page, {"as": "reviewer1"}).content.decode()
    assert f'value="{PASSWORD}"' in filled
    assert 'value="reviewer1"' in filled
    assert f'value="{PASSWORD}"' not in client.get(page, {"as": "nobody"}).content.decode()


def test_a_real_organisation_is_not_offered(client: Client, settings: pytest.FixtureRequest) -> None:
    member("reviewer", organisations.emergency(), username="reviewer2")
    settings.DEMO, settings.DEMO_PASSWORD = True, PASSWORD
    assert b"reviewer2" not in client.get(reverse("registry:sign_in")).content


def test_who_is_signed_in_is_led_on(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("registry:sign_in") + "?next=/en/account").url == "/en/account"
