"""The start page, inbox, audit log and calendar need as many queries for many rows as for few."""

from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from registry.audit.services import audit
from registry.calendar.services import calendars
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.mines import MineFactory
from tests.factories.notifications import NotificationFactory
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[2, 40], ids=["few", "many"])
def rows(request: pytest.FixtureRequest) -> Any:
    """So many messages, acts and mines."""
    return request.param


@pytest.mark.parametrize("name", ["home", "notification_list", "audit_list", "calendar"])
def test_queries(name: str, rows: int, client: Client) -> None:
    calendars.seed_from_file(project.DATA_DIR / "working_days.json", by=System("test"))
    body = organisations.committee()
    role = Role.AUDITOR if name == "audit_list" else Role.COMMITTEE_MEMBER
    user = member(role, body)
    NotificationFactory.create_batch(rows, recipient=user)
    for mine in MineFactory.create_batch(rows):
        audit.record("mine.registered", mine, by=System("test"))
    client.force_login(user)
    url = reverse(f"registry:{name}")
    client.get(url)
    with assert_baseline(f"registry {name}"):
        assert client.get(url).status_code == 200
