"""The second factor: who needs it, setting up, asking, slowing down, recovery codes, losing it."""

from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.audit.selectors import audit
from registry.base.rules.errors import NotAllowed
from registry.people.services import second_factor as service
from registry.people.services import users
from registry.scope.models import Role, SignInEvent, User
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.users import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SETUP, ASK = "/en/second-factor/set-up", "/en/second-factor"


@pytest.fixture
def demanded(settings: pytest.FixtureRequest) -> None:
    """The installation demands a second factor of staff."""
    settings.REQUIRE_SECOND_FACTOR = True


def code(device: TOTPDevice, steps: int = 0) -> str:
    """The code of now, or of some steps later."""
    return f"{totp(device.bin_key, step=device.step, t0=device.t0, digits=6, drift=device.drift + steps):06d}"


def equip(user: User) -> tuple[TOTPDevice, list[str]]:
    """Give a person a confirmed device and recovery codes."""
    device = service.begin(user.pk)
    _checked, codes = service.confirm(user.pk, token=code(device))
    device.refresh_from_db()
    return device, codes


def with_password(client: Client, user: User) -> Client:
    """Sign in with the password only."""
    client.post(reverse("registry:sign_in"), {"username": user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("role", "body", "needed"),
    [
        (Role.REVIEWER, organisations.emergency, True),
        (Role.ADMINISTRATOR, organisations.emergency, True),
        (Role.AUDITOR, organisations.committee, True),
        (Role.APPLICANT, organisations.company, False),
        (Role.COMPANY_MANAGER, organisations.company, False),
        (Role.ASSESSOR, organisations.assessor, False),
        (Role.VILLAGE_REPRESENTATIVE, organisations.village_committee, False),
    ],
)
@pytest.mark.usefixtures("demanded")
def test_staff_must_set_it_up_first(client: Client, role: Role, body: object, needed: bool) -> None:
    user = member(role, body())
    answer = with_password(client, user).get("/en/account")
    if needed:
        assert answer.url.startswith(SETUP)
        assert "/second-factor/set-up?" in client.get("/admin/").url
        api = client.get("/api/v1/")
        assert api.status_code in (403, 404)
    else:
        assert answer.status_code == 200


def test_set_up_shows_key_and_codes_once(client: Client) -> None:
    user = UserFactory()
    other = with_password(Client(), user)
    with_password(client, user)
    page = client.get(SETUP).content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert "data:image/svg+xml" in page
    assert client.post(SETUP, {"token": "000000"}).status_code == 422
    device.refresh_from_db()
    device.throttle_reset()
    shown = client.post(SETUP, {"token": code(device)}).content.decode()
    device.refresh_from_db()
    assert device.confirmed
    assert shown.count("<li><code>") == service.RECOVERY_CODES
    assert client.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 302
    assert audit.trail(user).first().verb == "user.second_factor_set"
    assert client.get(SETUP).status_code == 302


def test_who_has_one_is_always_asked(client: Client) -> None:
    user = UserFactory()
    device, _codes = equip(user)
    with_password(client, user)
    assert client.get("/en/account").url.startswith(ASK)
    assert client.get("/en/account/password").status_code == 200
    answer = client.post(ASK, {"token": code(device, steps=1), "next": "/en/account"})
    assert answer.url == "/en/account"
    assert client.get("/en/account").status_code == 200
    assert user.sign_ins.filter(kind=SignInEvent.Kind.SECOND_FACTOR).exists()


def test_a_code_works_once(client: Client) -> None:
    user = UserFactory()
    device, _codes = equip(user)
    token = code(device, steps=1)
    assert service.check(user.pk, token=token).device is not None
    assert service.check(user.pk, token=token).device is None


def test_wrong_codes_slow_the_next_try_down(client: Client) -> None:
    user = UserFactory()
    device, _codes = equip(user)
    with_password(client, user)
    for _number in range(3):
        client.post(ASK, {"token": "123456"})
    answer = client.post(ASK, {"token": code(device, steps=1)})
    assert answer.status_code == 422
    assert "Too many wrong codes" in answer.content.decode()
    assert user.sign_ins.filter(kind=SignInEvent.Kind.SECOND_FACTOR_FAILED).count() == 4


def test_a_recovery_code_works_once_and_in_any_writing(client: Client) -> None:
    user = UserFactory()
    _device, codes = equip(user)
    with_password(client, user)
    assert client.post(ASK, {"token": f" {codes[0].upper()} "}).status_code == 302
    again = with_password(Client(), user)
    assert again.post(ASK, {"token": codes[0]}).status_code == 422


@pytest.mark.parametrize("token", ["", "12345", "abc", "１２３４５６", "9" * 41, "\x00"])
def test_odd_codes_are_refused_calmly(client: Client, token: str) -> None:
    user = UserFactory()
    equip(user)
    assert with_password(client, user).post(ASK, {"token": token}).status_code == 422


def test_a_lost_factor_is_reset_by_the_security_officer_only() -> None:
    body = organisations.emergency("150621")
    lost = member(Role.REVIEWER, body)
    equip(lost)
    officer = member(Role.SECURITY_OFFICER, organisations.committee("150600"))
    administrator = member(Role.ADMINISTRATOR, organisations.committee("150600"))
    with pytest.raises(NotAllowed):
        users.reset_second_factor(lost.pk, by=administrator)
    assert TOTPDevice.objects.filter(user=lost).exists()
    users.reset_second_factor(lost.pk, by=officer)
    assert not TOTPDevice.objects.filter(user=lost).exists()


def test_giving_it_up_asks_for_the_password(client: Client, settings: pytest.FixtureRequest) -> None:
    user = member(Role.APPLICANT, organisations.company())
    device, _codes = equip(user)
    with_password(client, user).post(ASK, {"token": code(device, steps=1)})
    page = reverse("registry:second_factor_remove")
    assert client.post(page, {"current": "wrong"}).status_code == 422
    assert client.post(page, {"current": PASSWORD}).status_code == 302
    assert not TOTPDevice.objects.filter(user=user).exists()


@pytest.mark.usefixtures("demanded")
def test_staff_cannot_give_it_up(client: Client) -> None:
    user = member(Role.REVIEWER, organisations.emergency())
    device, _codes = equip(user)
    with_password(client, user).post(ASK, {"token": code(device, steps=1)})
    client.post(reverse("registry:second_factor_remove"), {"current": PASSWORD})
    assert TOTPDevice.objects.filter(user=user).exists()


def test_a_failing_audit_leaves_the_device_unconfirmed() -> None:
    user = UserFactory()
    device = service.begin(user.pk)
    with mock.patch.object(service.audit, "record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        service.confirm(user.pk, token=code(device))
    device.refresh_from_db()
    assert not device.confirmed
