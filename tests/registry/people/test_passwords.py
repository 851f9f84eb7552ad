"""The two password policies and changing a password."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete
from registry.people.policies import passwords
from registry.people.services import passwords as service
from registry.scope.models import FormerPassword, User
from tests.factories.users import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

#: policy, password, is it taken
CASES = [
    ("asvs", "elf bäume am see", True),
    ("asvs", "草原与边坡共同治理的安全口令", True),
    ("asvs", "aaaabbbbcccc", True),
    ("asvs", "Short-2026!", False),
    ("asvs", "password1234", False),
    ("asvs", "x" * 129, False),
    ("asvs", "Aa1!" * 32, True),
    ("dengbao", "Hanshan7", True),
    ("dengbao", "hanshan-7", True),
    ("dengbao", "hanshan7", False),
    ("dengbao", "HANSHANXI", False),
    ("dengbao", "Hs-7", False),
    ("dengbao", "P@ssw0rd", False),
]


@pytest.mark.parametrize(("policy", "password", "taken"), CASES)
def test_what_a_policy_takes(settings: pytest.FixtureRequest, policy: str, password: str, taken: bool) -> None:
    settings.PASSWORD_POLICY = policy
    user = UserFactory(username="wangfeng")
    if taken:
        validate_password(password, user)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, user)


@pytest.mark.parametrize("policy", sorted(passwords.POLICIES))
def test_the_user_name_is_never_part_of_it(settings: pytest.FixtureRequest, policy: str) -> None:
    settings.PASSWORD_POLICY = policy
    with pytest.raises(ValidationError):
        validate_password("Slope-Wangfeng-2026-Grass", UserFactory(username="wangfeng"))


@pytest.mark.parametrize("policy", sorted(passwords.POLICIES))
def test_a_one_time_password_passes_every_policy(settings: pytest.FixtureRequest, policy: str) -> None:
    settings.PASSWORD_POLICY = policy
    made = {passwords.one_time() for _number in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password, UserFactory.build())


def test_an_unknown_policy_is_a_fault_of_the_settings(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_POLICY = "none"
    with pytest.raises(ImproperlyConfigured):
        passwords.policy()


def test_every_broken_rule_is_said_at_once(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_POLICY = "dengbao"
    with pytest.raises(ValidationError) as caught:
        validate_password("abc", UserFactory())
    assert {error.code for error in caught.value.error_list} >= {"short", "classes"}


def test_the_last_five_do_not_come_back(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_POLICY = "dengbao"
    user = UserFactory()
    used = [PASSWORD]
    for number in range(5):
        new = f"Hanshan-{number}"
        service.change(user.pk, current=used[-1], new=new)
        used.append(new)
    with pytest.raises(Incomplete):
        service.change(user.pk, current=used[-1], new=used[-1])
    with pytest.raises(Incomplete):
        service.change(user.pk, current=used[-1], new=used[1])
    service.change(user.pk, current=used[-1], new=used[0])
    assert FormerPassword.objects.filter(user=user).count() <= 5


def test_an_old_password_must_be_changed_under_dengbao_only(client: Client, settings: pytest.FixtureRequest) -> None:
    user = UserFactory(password_changed_at=timezone.now() - dt.timedelta(days=91))
    client.force_login(user)
    assert client.get("/en/account").status_code == 200
    settings.PASSWORD_POLICY = "dengbao"
    assert client.get("/en/account").url.startswith(reverse("registry:password_change"))
    assert "age" in client.get(reverse("registry:password_change")).content.decode()


def test_the_present_password_is_asked() -> None:
    user = UserFactory()
    with pytest.raises(Incomplete) as caught:
        service.change(user.pk, current="wrong", new="short")
    assert caught.value.fields.keys() == {"current", "new"}
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert not audit.trail(user).exists()


def test_a_change_clears_the_duty_and_is_recorded(client: Client) -> None:
    user = UserFactory(is_new=True)
    client.force_login(user)
    new = "Another-grassland-27"
    page = reverse("registry:password_change")
    assert client.post(page, {"current": PASSWORD, "new": new, "repeat": new + "x"}).status_code == 422
    assert client.post(page, {"current": PASSWORD, "new": new, "repeat": new}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert not user.must_change_password
    assert audit.trail(user).get().verb == "user.password_changed"
    assert new not in str(audit.trail(user).get().after)
