"""Search and the import pages need as many queries for many rows as for few."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.mines.models import ImportProblem, ImportRun
from registry.scope.models import Role
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.mines import MineFactory
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])]


def counted(name: str, client: Client, url: str) -> None:
    """Open the page once for what is kept in memory, then count."""
    assert client.get(url).status_code == 200
    with assert_baseline(name):
        assert client.get(url).status_code == 200


def test_search(rows: int, client: Client) -> None:
    client.force_login(member(Role.COMMITTEE_MEMBER, organisations.committee()))
    for mine in MineFactory.create_batch(rows):
        organisations.company(name_en=f"Company of {mine.name_en}")
    counted("registry search", client, f"{reverse('registry:search')}?q=mine")


def test_import_runs(rows: int, client: Client) -> None:
    user = member(Role.REVIEWER, organisations.natural_resources())
    client.force_login(user)
    for _ in range(rows):
        ImportRun.objects.create(file_name="mines.csv", started_by=user, state=ImportRun.State.DONE)
    counted("registry mine_import", client, reverse("registry:mine_import"))


def test_import_run(rows: int, client: Client) -> None:
    user = member(Role.REVIEWER, organisations.natural_resources())
    client.force_login(user)
    run = ImportRun.objects.create(file_name="mines.csv", started_by=user, state=ImportRun.State.DONE)
    for line in range(rows):
        ImportProblem.objects.create(
            run=run, line=line, severity=ImportProblem.Severity.ERROR, code="identifier.repeated", params={"first": 1}
        )
    counted("registry import_run", client, reverse("registry:import_run", args=[run.pk]))
