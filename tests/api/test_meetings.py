"""Conflicts and meetings over the API: the same services, the same rights, and no choice told."""

from pathlib import Path

import pytest
from django.test import override_settings

from governance.approval.models import Conflict
from governance.committee.models import Meeting, Vote
from registry.web.models import IdempotencyRecord
from tests.api.clients import ROOT, browser
from tests.factories import conflicts as factory
from tests.factories.conflicts import EE, EM, WORDS, Table
from tests.governance.committee.test_meetings import sibling

pytestmark = pytest.mark.django_db


@pytest.mark.stage("contradicted_below_committee")
def test_a_conflict_is_argued_and_settled(at: Table, conflict: Conflict) -> None:
    office, path = browser(at.scene.officer), f"{ROOT}/conflicts/{conflict.pk}/"
    listed = office.get(f"{ROOT}/conflicts/", {"state": "open", "application": conflict.case_id}).json()
    assert [row["id"] for row in listed["results"]] == [conflict.pk]
    falling = next(side["id"] for side in office.get(path).json()["sides"] if side["side"] == "safety")
    assert office.post(f"{path}option/", {"text": WORDS, "falls": [falling]}).status_code == 200
    assert office.post(f"{path}settle/", {"text": WORDS}).status_code == 409
    for function in (EM, EE):
        said = browser(at.scene.reviewers[function]).post(f"{path}state/", {"text": WORDS, "agrees": True})
        assert said.status_code == 200
    assert office.get(path).json()["is_agreed"] is True
    settled = office.post(f"{path}settle/", {"text": WORDS}).json()
    assert (settled["state"], settled["settlement"]) == ("settled", "chosen")
    assert settled["steps"][-1]["kind"] == "settled"
    assert browser(at.scene.applicant).get(path).status_code == 404


@pytest.mark.stage("objected_below_committee")
def test_what_is_wrong_names_its_field(at: Table, conflict: Conflict) -> None:
    path = f"{ROOT}/conflicts/{conflict.pk}/"
    answer = browser(at.scene.officer).post(f"{path}raise/", {"reason": "短"})
    assert answer.status_code == 400
    assert "reason" in answer.content.decode()
    assert browser(at.scene.reviewers[EM]).post(f"{path}raise/", {"reason": WORDS}).status_code == 403


@pytest.mark.stage("objected_below_committee")
def test_a_sitting_from_call_to_minutes(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    office = browser(at.scene.officer)
    content = {
        "kind": "committee", "title_zh": "委员会会议", "held_at": "2030-01-07T09:00:00+08:00", "ballot": "secret",
        "items": [factory.asked(conflict)],
    }  # fmt: skip
    assert office.post(f"{ROOT}/meetings/", content | {"items": []}).status_code == 400
    made = office.post(f"{ROOT}/meetings/", content)
    assert made.status_code == 201, made.json()
    path, item = made["Location"], made.json()["items"][0]["id"]
    opening = {"present": [one.pk for one in at.members], "chair": at.members[0].pk, "version": 1}
    assert office.post(f"{path}open/", opening).status_code == 200
    for place, person in enumerate(at.members):
        sent = {"item": item, "choice": "for"}
        answer = browser(person).post(f"{path}vote/", sent, HTTP_IDEMPOTENCY_KEY=f"vote-{place}")
        assert answer.status_code == 200
        assert answer.json()["items"][0]["tally"] is None
    assert set(Vote.objects.values_list("choice", flat=True)) == {""}
    assert not IdempotencyRecord.objects.filter(path__endswith="/vote/").exists()
    assert browser(at.members[0]).post(f"{path}vote/", {"item": item, "choice": "for"}).status_code == 409
    closed = office.post(f"{path}close-item/", {"item": item, "text": WORDS}).json()
    assert closed["items"][0]["outcome"] == "adopted"
    assert closed["items"][0]["tally"]["in_favour"] == 3
    done = office.post(f"{path}close/", {"minutes": WORDS})
    assert done.json()["state"] == "closed"
    assert office.get(f"{ROOT}/meetings/", {"state": "closed"}).json()["results"][0]["id"] == Meeting.objects.get().pk


@pytest.mark.stage("objected_below_committee")
def test_an_item_of_another_meeting_is_not_found(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    answer = browser(at.members[0]).post(
        f"{ROOT}/meetings/{meeting.pk}/vote/", {"item": 10**9, "choice": "for", "version": 1}
    )
    assert answer.status_code == 404


@pytest.mark.stage("objected_below_committee")
def test_whatever_the_page_can_do_before_the_meeting(at: Table, conflict: Conflict) -> None:
    office = browser(at.scene.officer)
    meeting = factory.planned(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    path = f"{ROOT}/meetings/{meeting.pk}/"
    second = factory.raised(factory.objected(sibling(at.scene)), at.scene)
    asked = {**factory.asked(second), "version": 1}
    assert office.post(f"{path}add-item/", asked | {"question": "短"}).status_code == 400
    added = office.post(f"{path}add-item/", asked).json()
    assert office.post(f"{path}add-item/", asked).status_code == 409
    first, last = (row["id"] for row in added["items"])
    turned = office.post(f"{path}reorder/", {"order": [last, first], "version": 2})
    assert [row["id"] for row in turned.json()["items"]] == [last, first]
    assert office.post(f"{path}reorder/", {"order": [last], "version": 3}).status_code == 400
    assert office.post(f"{path}remove-item/", {"item": 10**9}).status_code == 404
    assert office.post(f"{path}remove-item/", {"item": last}, HTTP_IF_MATCH='"3"').status_code == 200
    faults = office.post(
        f"{path}reschedule/", {"held_at": "2020-01-07T09:00:00+08:00", "link": "ftp://x", "reason": "短"}
    )
    assert faults.status_code == 400
    assert all(f"/{name}" in faults.content.decode() for name in ("held_at", "link", "reason"))
    moved = {"held_at": "2030-01-14T09:00:00+08:00", "link": "https://meet.example.org/7", "reason": WORDS}
    changed = office.post(f"{path}reschedule/", moved | {"version": 4}).json()
    assert (changed["link"], changed["changes"][0]["kind"]) == (moved["link"], "rescheduled")
    assert browser(at.scene.heads[EM]).post(f"{path}cancel/", {"reason": WORDS}).status_code == 403
    assert browser(at.scene.applicant).post(f"{path}cancel/", {"reason": WORDS}).status_code == 404
    ended = office.post(f"{path}cancel/", {"reason": WORDS}).json()
    assert (ended["state"], ended["cancel_reason"], ended["items"][0]["outcome"]) == ("cancelled", WORDS, "cancelled")
    assert office.post(f"{path}cancel/", {"reason": WORDS}).status_code == 409
    assert office.get(f"{path}minutes/").status_code == 409


@pytest.mark.stage("objected_below_committee")
def test_and_during_it(at: Table, tmp_path: Path, conflict: Conflict) -> None:
    office = browser(at.scene.officer)
    meeting = factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "upheld"), absent=1)
    path, item = f"{ROOT}/meetings/{meeting.pk}/", meeting.items.get().pk
    late = at.members[2].pk
    arrived = office.post(f"{path}attendance/", {"person": late, "is_present": True}).json()
    assert next(row["is_present"] for row in arrived["attendances"] if row["person"]["id"] == late)
    assert office.post(f"{path}attendance/", {"person": 10**9, "is_present": True}).status_code == 404
    assert office.post(f"{path}chair/", {"person": late, "reason": WORDS}).json()["chair"]["id"] == late
    assert office.post(f"{path}chair/", {"person": late, "reason": WORDS}).status_code == 400
    assert office.post(f"{path}postpone-item/", {"item": item, "reason": WORDS}).status_code == 400
    sent = {"item": item, "reason": WORDS, "held_at": "2030-01-14T09:00:00+08:00"}
    shown = office.post(f"{path}postpone-item/", sent).json()["items"][0]
    assert shown["outcome"] == "postponed"
    taken = office.get(f"{ROOT}/meetings/{shown['continued_in']}/").json()
    assert (taken["state"], taken["items"][0]["continues"]) == ("planned", item)
    assert office.post(f"{path}postpone-item/", sent).status_code == 409
    assert office.post(f"{path}close/", {"minutes": WORDS}).json()["minutes_number"]
    with override_settings(MEDIA_ROOT=tmp_path):
        answer = browser(at.members[0]).get(f"{path}minutes/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert browser(at.scene.applicant).get(f"{path}minutes/").status_code == 404
