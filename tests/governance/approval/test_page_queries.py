"""Lists and single pages need as many queries for many rows as for few."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case, DossierRevision, Procedure
from tests.factories import cases as stages
from tests.factories import decisions
from tests.factories.mines import MineFactory, held_mine
from tests.factories.plans import case_document
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])]


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with override_settings(MEDIA_ROOT=tmp_path), translation.override("en"):
        yield


def counted(name: str, client: Client, url: str) -> None:
    """Open the page once for what is kept in memory, then count."""
    assert client.get(url).status_code == 200
    with assert_baseline(name):
        assert client.get(url).status_code == 200


def test_public_register(rows: int, client: Client) -> None:
    MineFactory.create_batch(rows)
    counted("governance public mines", client, reverse("governance:public_mines"))


def test_public_page_of_a_mine(rows: int, client: Client) -> None:
    who = decisions.cast()
    mine = held_mine(who.company)
    for _ in range(rows):
        decisions.signed(who, mine=mine)
    counted("governance public mine", client, reverse("governance:public_mine", args=[mine.pk]))


def test_procedures(rows: int, client: Client) -> None:
    here = stages.scene()
    kept = Procedure.objects.filter(code=stages.PROCEDURE).latest("version")
    for number in range(2, rows + 2):
        Procedure.objects.create(
            **{
                field.attname: getattr(kept, field.attname)
                for field in Procedure._meta.concrete_fields
                if field.name not in ("id", "created_at", "updated_at")
            }
            | {"code": f"procedure_{number}"}
        )
    client.force_login(here.officer)
    counted("governance:procedure_list", client, reverse("governance:procedure_list"))


@pytest.mark.stage("in_review")
def test_page_of_a_case(rows: int, client: Client, here: stages.Scene, case: Case) -> None:
    first = case.revisions.get()
    for number in range(2, rows + 1):
        DossierRevision.objects.create(
            case=case,
            number=number,
            content_hash=first.content_hash,
            frozen_by=first.frozen_by,
        )
        case_document(case, "plan_text")
    client.force_login(here.officer)
    counted("governance:case_detail", client, reverse("governance:case_detail", args=[case.pk]))
