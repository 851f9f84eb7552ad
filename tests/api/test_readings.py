"""What pages show, read by machines: stories, choices, revisions, the queue, calendars, maps and the public's view."""

from typing import Any

import pytest
from django.utils import timezone

from governance.approval.services.dossiers import revisions
from tests.api.clients import ROOT, browser, problem
from tests.factories import attachments, follow_ups, unchecked
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    return stages.scene(has_boundary=True)


def test_the_story_of_a_case_is_told_as_its_reader_may_read_it(here: stages.Scene) -> None:
    case = stages.countersigning(here)
    path = f"{ROOT}/applications/{case.pk}/timeline/"
    told = {who: browser(who).get(path).json() for who in (here.officer, here.applicant)}
    assert all(story["is_whole"] for story in told.values())
    verbs = {who: [step["verb"] for step in story["steps"]] for who, story in told.items()}
    assert verbs[here.officer][0] == "decisions.propose"
    assert "decisions.propose" not in verbs[here.applicant]
    step = next(step for step in told[here.officer]["steps"] if step["verb"] == "opinions.give")
    assert (len(step["hash"]), step["sequence"] > 1, "Support" in step["detail"]) == (64, True, True)


def test_what_can_be_chosen(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    head = here.heads["natural_resources"]
    found = browser(head).get(f"{ROOT}/applications/{case.pk}/choices/").json()
    assert found["seat"] == here.seat(case, "natural_resources").pk
    assert here.reviewers["natural_resources"].pk in [person["id"] for person in found["officers"]]
    assert found["outcomes"] == ["approve", "refuse"]
    assert browser(here.applicant).get(f"{ROOT}/applications/{case.pk}/choices/").json()["officers"] == []


def test_a_revision_and_what_differs_from_the_one_before(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    firm, officer = browser(here.applicant), browser(here.officer)
    revisions.ask_revision(case.pk, by=here.officer, items=[{"section": "mining", "text": "请补充产能论证。"}])
    path = f"{ROOT}/applications/{case.pk}/sections/mining/"
    assert (
        firm.put(path, {"fields": {"mine_water": "全部综合利用"}}, HTTP_IF_MATCH=firm.get(path)["ETag"]).status_code
        == 200
    )
    draft = firm.get(f"{ROOT}/applications/{case.pk}/revisions/0/").json()
    assert (draft["number"], draft["before"], draft["frozen_at"]) == (0, 1, None)
    assert [change["section"] for change in draft["differences"]] == ["mining"]
    first = officer.get(f"{ROOT}/applications/{case.pk}/revisions/1/").json()
    assert (first["before"], first["differences"], len(first["content_hash"])) == (None, [], 64)
    assert {row["code"] for row in first["indicators"]} >= {"slope-angle"}
    problem(officer.get(f"{ROOT}/applications/{case.pk}/revisions/0/"), 404, "not_found")
    problem(officer.get(f"{ROOT}/applications/{case.pk}/revisions/99/"), 404, "not_found")


def test_the_queue_by_tab_body_and_person(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    reviewer, path = browser(here.reviewers["natural_resources"]), f"{ROOT}/queue/"
    rows = reviewer.get(path).json()["results"]
    assert [(row["application"]["id"], row["part"], row["task"]) for row in rows] == [
        (case.pk, "seat", "Give the opinion")
    ]
    assert {body["id"] for body in rows[0]["others"]} == {
        body.pk for function, body in here.departments.items() if function != "natural_resources"
    }
    assert browser(here.applicant).get(path).json()["results"] == []
    assert len(browser(here.applicant).get(path, {"tab": "waiting"}).json()["results"]) == len(here.departments)
    head, person = browser(here.heads["natural_resources"]), here.reviewers["natural_resources"].pk
    assert len(head.get(path, {"person": person}).json()["results"]) == 1
    body = problem(reviewer.get(path, {"person": person, "tab": "x"}), 400, "invalid")
    assert {fault["parameter"] for fault in body["errors"]} == {"person", "tab"}
    assert reviewer.get(path, {"q": "没有这样的矿"}).json()["results"] == []


def test_the_calendar_of_obligations_and_the_proof(here: stages.Scene) -> None:
    decision = stages.decided(here).decisions.get()
    owed = follow_ups.obligation(decision, here.departments["ecology_environment"])
    firm, month = browser(here.applicant), f"{owed.due_on:%Y-%m}"
    found = firm.get(f"{ROOT}/obligations/calendar/", {"month": month}).json()
    assert found["month"] == month
    assert owed.pk in [row["id"] for day in found["days"] for row in day["obligations"]]
    assert firm.get(f"{ROOT}/obligations/calendar/").json()["month"] == f"{timezone.localdate():%Y-%m}"
    problem(firm.get(f"{ROOT}/obligations/calendar/", {"month": "2027-13"}), 400, "invalid")
    sent = {"text": "监测井已建成并接入平台。", "file": attachments.upload()}
    shown = firm.post(f"{ROOT}/obligations/{owed.pk}/report/", sent, format="multipart").json()
    proof = f"{ROOT}/obligations/{owed.pk}/reports/{shown['reports'][0]['id']}/content/"
    assert b"".join(firm.get(proof).streaming_content).startswith(b"%PDF")
    problem(browser(stages.scene("140212").applicant).get(proof), 404, "not_found")


def test_the_map_of_the_checks(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    found = browser(here.officer).get(f"{ROOT}/applications/{case.pk}/checks/map/").json()
    assert found["type"] == "FeatureCollection"
    assert found["features"][0]["properties"]["role"] == "boundary"


def test_the_search_keeps_to_the_scope(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    titles = [hit["title"] for group in found(here.officer, case.number) for hit in group["hits"]]
    assert any(case.number in title for title in titles)
    assert found(stages.scene("140212").applicant, case.number) == []
    problem(browser(here.officer).get(f"{ROOT}/search/", {"q": "  "}), 400, "invalid")


def found(who: Any, words: str) -> Any:
    return browser(who).get(f"{ROOT}/search/", {"q": words}).json()


def test_what_everybody_reads(here: stages.Scene) -> None:
    case = unchecked.in_review(here)
    stages.speak(here, case, "natural_resources")
    anybody, path = browser(), f"{ROOT}/public/applications/{case.number}/"
    shown = anybody.get(path).json()
    spoken = next(seat for seat in shown["seats"] if seat["function"] == "natural_resources")
    assert (spoken["has_spoken"], spoken["opinion"], shown["decided"]) == (True, "", False)
    assert here.reviewers["natural_resources"].full_name not in str(shown)
    assert [row["number"] for row in anybody.get(f"{ROOT}/public/applications/").json()["results"]] == [case.number]
    assert anybody.get(f"{ROOT}/public/figures/").json()["under_review"] == 1
    assert anybody.get(f"{ROOT}/public/mines/{case.mine_id}/").json()["identifier"] == case.mine.identifier
    there = stages.scene("140212")
    problem(anybody.get(f"{ROOT}/public/applications/{stages.draft(there).number}/"), 404, "not_found")


def test_a_letter_is_held_against_its_code(here: stages.Scene) -> None:
    decision = stages.decided(here).decisions.get()
    anybody = browser()
    letter = anybody.get(f"{ROOT}/public/decisions/{decision.case.number}/letters/en/")
    content = b"".join(letter.streaming_content)
    path = f"{ROOT}/public/letters/{decision.verification_code}/"
    told = anybody.get(path).json()
    assert told["document_number"] == decision.document_number
    sent = {"file": attachments.upload("letter.pdf", content)}
    same = anybody.post(f"{path}compare/", sent, format="multipart").json()
    assert same["letter"]["language"] == "en"
    assert same["sha256"] in [row["sha256"] for row in told["letters"]]
    other = {"file": attachments.upload("letter.pdf", content + b" ")}
    assert anybody.post(f"{path}compare/", other, format="multipart").json()["letter"] is None
    problem(anybody.get(f"{ROOT}/public/letters/AAAA-AAAA-AAAA/"), 404, "not_found")
