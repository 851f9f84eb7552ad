"""The pages of conflicts and meetings need as many queries for many rows as for few."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.committee.services import meeting_votes
from tests.api.clients import ROOT, browser
from tests.factories import conflicts as factory
from tests.factories.conflicts import WORDS
from tests.governance.committee.test_meetings import sibling
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3], ids=["few", "many"])]


def counted(name: str, client: Client, url: str) -> None:
    with translation.override("en"):
        assert client.get(url).status_code == 200
        with assert_baseline(name):
            assert client.get(url).status_code == 200


def test_lists(rows: int, client: Client) -> None:
    at = factory.table()
    for number in range(rows):
        here = at.scene if number == 0 else sibling(at.scene)
        factory.planned(at, factory.draft(factory.raised(factory.objected(here), here), "upheld"))
    client.force_login(at.scene.officer)
    counted("governance:meeting_list", client, reverse("governance:meeting_list"))
    caller = browser(at.scene.officer)
    for name in ("meetings", "conflicts"):
        caller.get(f"{ROOT}/{name}/")
        with assert_baseline(f"api {name}"):
            assert len(caller.get(f"{ROOT}/{name}/").json()["results"]) == rows


def test_a_sitting(rows: int, client: Client) -> None:
    at = factory.table(members=rows + 2)
    meeting = factory.sitting(at, factory.draft(factory.raised(factory.objected(at.scene), at.scene), "upheld"))
    for person in at.members[1:]:
        meeting_votes.vote(meeting.items.get().pk, by=person, choice="for")
    client.force_login(at.scene.officer)
    counted("governance:meeting_detail", client, reverse("governance:meeting_detail", args=[meeting.pk]))


def test_a_conflict(rows: int, client: Client) -> None:
    from governance.approval.services.conflicts import conflict_acts

    at = factory.table()
    conflict = factory.contradicted(at.scene)
    for _number in range(rows):
        conflict_acts.propose_option(conflict.pk, by=at.scene.officer, text=WORDS)
    client.force_login(at.scene.officer)
    counted("governance:conflict_detail", client, reverse("governance:conflict_detail", args=[conflict.pk]))
