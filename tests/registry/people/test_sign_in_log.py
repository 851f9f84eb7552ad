"""The sign-in log: who reads it, of whom, filters, exports, and that nothing changes it."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from registry.scope.models import Role, SignInEvent, User
from tests.factories import organisations
from tests.factories.memberships import member
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Kind = SignInEvent.Kind


def event(
    user: User | None = None, kind: Kind = Kind.SIGNED_IN, username: str = "", ip: str = "10.0.0.1"
) -> SignInEvent:
    """A row of the log."""
    name = user.username if user else username
    return SignInEvent.objects.create(user=user, username=name, kind=kind, ip=ip, user_agent="Browser/1")


def reader(role: Role = Role.AUDITOR, code: str = "150600") -> User:
    """Somebody who reads the log."""
    return member(role, organisations.committee(code))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.AUDITOR, Role.SECURITY_OFFICER)])
def test_only_the_watching_powers_read_it(client: Client, role: Role) -> None:
    client.force_login(member(role, organisations.committee("150600")))
    assert client.get(reverse("registry:sign_in_log")).status_code == 403
    assert client.get(reverse("registry:sign_in_log_export", args=["csv"])).status_code == 403


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SECURITY_OFFICER])
def test_a_reader_sees_his_territory(client: Client, role: Role) -> None:
    inside = member(Role.REVIEWER, organisations.emergency("150621"), username="inside.one")
    outside = member(Role.REVIEWER, organisations.emergency("140212"), username="outside.one")
    event(inside)
    event(outside)
    event(username="nobody.one", kind=Kind.FAILED)
    client.force_login(reader(role))
    content = client.get(reverse("registry:sign_in_log")).content.decode()
    assert "inside.one" in content
    assert "outside.one" not in content
    assert "nobody.one" not in content


def test_the_nation_sees_names_of_nobody(client: Client) -> None:
    event(username="nobody.one", kind=Kind.FAILED)
    client.force_login(reader(code=""))
    assert "nobody.one" in client.get(reverse("registry:sign_in_log")).content.decode()


def test_filters(client: Client) -> None:
    user = member(Role.REVIEWER, organisations.emergency("150621"), username="inside.one")
    event(user, Kind.LOCKED, ip="10.1.1.1")
    event(user, Kind.SIGNED_IN, ip="10.2.2.2")
    client.force_login(reader())
    page = reverse("registry:sign_in_log")
    content = client.get(page, {"kind": "locked"}).content.decode()
    assert "10.1.1.1" in content
    assert "10.2.2.2" not in content
    assert "10.2.2.2" in client.get(page, {"ip": "10.2.2.2", "username": "inside"}).content.decode()
    for query in ({"ip": "x"}, {"since": "x"}, {"kind": "x"}, {"cursor": "x"}):
        assert client.get(page, query).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports(client: Client, kind: str) -> None:
    event(member(Role.REVIEWER, organisations.emergency("150621"), username="inside.one"))
    client.force_login(reader())
    answer = client.get(reverse("registry:sign_in_log_export", args=[kind]))
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"PK") if kind == "xlsx" else b"inside.one" in body


def test_a_row_stays_as_it_is() -> None:
    row = event(username="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        SignInEvent.objects.filter(pk=row.pk).update(username="y")
    with pytest.raises(DatabaseError), transaction.atomic():
        SignInEvent.objects.filter(pk=row.pk).delete()


def test_the_log_asks_as_often_with_many_rows_as_with_few(client: Client) -> None:
    user = member(Role.REVIEWER, organisations.emergency("150621"))
    client.force_login(reader())
    client.get(reverse("registry:sign_in_log"))
    for _size in range(2):
        event(user)
        with assert_baseline("sign_in_log"):
            client.get(reverse("registry:sign_in_log"))
        for _number in range(20):
            event(user)
