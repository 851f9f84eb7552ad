"""The stock admin: administrators look, nobody changes."""

import pytest
from django.test import Client

from registry.scope.models import Role
from registry.workspace.admin import site
from tests.factories import organisations
from tests.factories.memberships import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_it_stands_behind_the_products_sign_in(client: Client) -> None:
    first = client.get("/admin/")
    assert first.status_code == 302
    assert "/sign-in?next=" in client.get(first.url).url


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_come_in(client: Client, role: Role) -> None:
    client.force_login(member(role, organisations.committee("150600")))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403


def test_an_administrator_looks_at_his_territory(client: Client) -> None:
    outside = member(Role.REVIEWER, organisations.emergency("140212"), username="outside.one")
    inside = member(Role.REVIEWER, organisations.emergency("150621"), username="inside.one")
    client.force_login(member(Role.ADMINISTRATOR, organisations.committee("150600")))
    content = client.get("/admin/registry/user/").content.decode()
    assert "inside.one" in content
    assert "outside.one" not in content
    one = client.get(f"/admin/registry/user/{inside.pk}/change/")
    assert one.status_code == 200
    assert inside.password not in one.content.decode()
    assert client.get(f"/admin/registry/user/{outside.pk}/change/").status_code == 302


@pytest.mark.parametrize("model", sorted(site._registry, key=lambda model: model.__name__))
def test_nothing_is_changed_there(client: Client, model: type) -> None:
    client.force_login(member(Role.ADMINISTRATOR, organisations.committee("")))
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}"
    assert client.get(f"{base}/").status_code == 200
    assert client.get(f"{base}/add/").status_code == 403
    assert client.post(f"{base}/add/", {}).status_code == 403
    row = model._default_manager.first()
    if row is not None:
        assert client.post(f"{base}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.post(f"{base}/{row.pk}/change/", {}).status_code == 403
