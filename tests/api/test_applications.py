"""A joint approval played by machines, from the draft to the letter."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from config.demo import dossiers
from governance.approval.models import Case
from tests.api.clients import ROOT, browser, problem, system
from tests.factories import attachments
from tests.factories import cases as stages
from tests.factories.memberships import member
from tests.factories.organisations import company
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
APPLICATIONS = f"{ROOT}/applications/"


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    return played.here


def post(client: APIClient, path: str, status: int = 200, **content: Any) -> Any:
    answer = client.post(f"{APPLICATIONS}{path}", content)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.mark.stage("open_pit")
def test_a_plan_goes_from_draft_to_letter(here: stages.Scene) -> None:
    firm, clerk, officer = system(here.applicant), browser(here.clerk), browser(here.officer)
    case = post(firm, "", 201, mine=here.mine.pk, procedure=stages.PROCEDURE, title_zh="测试方案")
    pk = case["id"]
    assert case["state"] == "draft"
    assert case["holders"][0]["organisation"]["id"] == here.company.pk
    problem(firm.post(f"{APPLICATIONS}{pk}/submit/", {"version": case["version"]}), 400, "incomplete")
    hand_in(firm, pk)
    assert firm.get(f"{APPLICATIONS}{pk}/completeness/").json()["complete"]
    case = post(firm, f"{pk}/submit/", version=case["version"])
    assert case["clocks"][0]["clock"] == "intake"
    case = post(clerk, f"{pk}/accept/", version=case["version"])
    assert len(case["seats"]) == len(here.departments)
    for seat in case["seats"]:
        reviewer = browser(here.reviewers[seat["function"]])
        content = {"kind": "conditions", "conditions": [{"text": "补充监测井两口", "due_on": "2099-01-01"}]}
        answer = reviewer.post(f"{ROOT}/seats/{seat['id']}/opinion/", content)
        assert answer.status_code == 201, answer.content.decode()
    stages.pass_checks(here, Case.objects.get(pk=pk))
    case = post(officer, f"{pk}/propose/", outcome="approve", reasons=stages.REASONS)
    assert case["proposal"]["conditions"]
    case = post(browser(here.heads["natural_resources"]), f"{pk}/countersign/", version=case["version"])
    assert case["state"] == "approved"
    assert [holder["organisation"]["id"] for holder in case["holders"]] == [here.office.pk]
    found = firm.get(f"{ROOT}/decisions/").json()["results"]
    assert [row["document_number"] for row in found] == [case["decision"]["document_number"]]
    letter = firm.get(f"{ROOT}/decisions/{found[0]['id']}/letters/en/")
    assert b"".join(letter.streaming_content).startswith(b"%PDF")
    assert firm.get(f"{APPLICATIONS}{pk}/").json()["holders"] == []  # taking the letter delivers it
    assert firm.get(f"{ROOT}/opinions/", {"application": pk}).json()["results"][0]["application"]["id"] == pk


def hand_in(firm: APIClient, pk: int) -> None:
    for key, part in dossiers.open_pit().items():
        path = f"{APPLICATIONS}{pk}/sections/{key}/"
        content = {"fields": part["data"], "rows": part.get("rows", {})}
        tag = firm.get(path)["ETag"]
        answer = firm.put(path, content, HTTP_IF_MATCH=tag)
        assert answer.status_code == 200, answer.content.decode()
        assert answer["ETag"] != tag
    for slot in firm.get(f"{APPLICATIONS}{pk}/documents/").json():
        if slot["is_required"]:
            form = {"code": slot["code"], "file": attachments.upload()}
            answer = firm.post(f"{APPLICATIONS}{pk}/documents/", form, format="multipart")
            assert answer.status_code == 201, answer.content.decode()


@pytest.mark.stage("submitted")
def test_every_other_act_answers_the_application(here: stages.Scene, case: Case) -> None:
    clerk, officer = browser(here.clerk), browser(here.officer)
    items = [{"section": "safety", "text": "补充稳定性分析"}]
    assert post(clerk, f"{case.pk}/ask-corrections/", items=items)["corrections"][0]["items"] == items
    post(browser(here.applicant), f"{case.pk}/submit/")
    shown = post(clerk, f"{case.pk}/accept/")
    why = stages.PAUSE
    assert clock_of(post(officer, f"{case.pk}/clock/pause/", **why))["state"] == "paused"
    assert clock_of(post(officer, f"{case.pk}/clock/resume/"))["state"] == "running"
    longer = clock_of(
        post(browser(here.government), f"{case.pk}/clock/extend/", reason="复杂", legal_basis="第四十二条")
    )
    assert longer["days_allowed"] > clock_of(shown)["days_allowed"]
    seat = here.seat(case, "natural_resources")
    head = browser(here.heads["natural_resources"])
    officer_id = here.reviewers["natural_resources"].pk
    assert head.post(f"{ROOT}/seats/{seat.pk}/assign/", {"officer": officer_id}).json()["officer"]["id"] == officer_id
    assert head.post(f"{ROOT}/seats/{seat.pk}/clock/pause/", why).json()["clock"]["state"] == "paused"
    assert head.post(f"{ROOT}/seats/{seat.pk}/clock/resume/").json()["clock"]["state"] == "running"
    assert head.get(f"{ROOT}/seats/{seat.pk}/").json()["application"]["id"] == case.pk
    assert post(browser(here.applicant), f"{case.pk}/withdraw/", reason="撤回")["state"] == "withdrawn"


def clock_of(case: dict[str, Any]) -> dict[str, Any]:
    return next(clock for clock in case["clocks"] if clock["clock"] == "decision")


@pytest.mark.stage("countersigning")
def test_a_proposal_is_returned_and_an_application_declined(here: stages.Scene, case: Case) -> None:
    head = browser(here.heads["natural_resources"])
    shown = post(head, f"{case.pk}/return/", reason="理由不充分，请补充说明。")
    assert (shown["state"], shown["proposal"]) == ("deciding", None)
    there = stages.scene("150602")
    other = stages.submitted(there)
    assert post(browser(there.clerk), f"{other.pk}/decline/", reason="不属于本机关职权")["state"] == "not_accepted"


def test_two_versions_of_one_section(here: stages.Scene) -> None:
    case = stages.draft(here, complete=False)
    firm = browser(here.applicant)
    path = f"{APPLICATIONS}{case.pk}/sections/mining/"
    assert firm.put(path, {"fields": {"start_year": 2027}, "version": 1}).status_code == 200
    body = problem(firm.put(path, {"fields": {"start_year": 2028}, "version": 1}), 409, "stale")
    assert body["mine"] != body["theirs"]
    body = problem(firm.put(path, {"fields": {"start_year": 2028}}), 400, "invalid")
    assert body["errors"][0]["pointer"] == "#/version"
    problem(firm.put(path, {"version": 2}, HTTP_IF_MATCH='"1"'), 400, "invalid")


def test_every_impossible_cell_has_its_pointer(here: stages.Scene) -> None:
    case = stages.draft(here, complete=False)
    content = {
        "fields": {"start_year": 1066, "end_year": 2030},
        "rows": {"zones": [{"code": "A", "area": "-1"}, {"code": "A", "area": "2"}]},
        "version": 1,
    }
    answer = browser(here.applicant).put(f"{APPLICATIONS}{case.pk}/sections/restoration/", content)
    pointers = {fault["pointer"] for fault in problem(answer, 400, "incomplete")["errors"]}
    assert {"#/fields/start_year", "#/rows/zones/0/area"} <= pointers


@pytest.mark.stage("submitted")
def test_two_people_on_one_page(here: stages.Scene, case: Case) -> None:
    clerk = browser(here.clerk)
    post(clerk, f"{case.pk}/accept/", version=case.version)
    body = problem(clerk.post(f"{APPLICATIONS}{case.pk}/accept/", {"version": case.version}), 409, "stale")
    assert "You did this already" in body["detail"]
    assert body["theirs"]["Version"] > body["mine"]["Version"]
    body = problem(clerk.post(f"{APPLICATIONS}{case.pk}/accept/"), 409, "wrong_state")
    assert body["current"] == "review"
    seat = here.seat(case, "natural_resources")
    first = browser(here.reviewers["natural_resources"])
    first.post(f"{ROOT}/seats/{seat.pk}/opinion/", {"kind": "support"})
    second = browser(here.heads["natural_resources"])
    body = problem(second.post(f"{ROOT}/seats/{seat.pk}/opinion/", {"kind": "support"}), 409, "wrong_state")
    assert str(here.reviewers["natural_resources"]) in body["detail"]


@pytest.mark.stage("submitted")
def test_an_old_version_by_header(here: stages.Scene, case: Case) -> None:
    answer = browser(here.clerk).post(f"{APPLICATIONS}{case.pk}/accept/", HTTP_IF_MATCH='"1"')
    assert set(problem(answer, 409, "stale")) >= {"mine", "theirs"}


@pytest.mark.stage("in_review")
def test_other_companies_never_see_an_application(here: stages.Scene, case: Case) -> None:
    stranger = browser(member("applicant", company()))
    assert stranger.get(APPLICATIONS).json()["results"] == []
    seat = here.seat(case, "natural_resources")
    document = case.documents.first()
    for path in (
        f"applications/{case.pk}/",
        f"applications/{case.pk}/completeness/",
        f"applications/{case.pk}/documents/",
        f"applications/{case.pk}/documents/{document.pk if document else 1}/content/",
        *(f"applications/{case.pk}/sections/{key}/" for key in ("mining", "restoration", "safety", "funds")),
        f"seats/{seat.pk}/",
    ):
        problem(stranger.get(f"{ROOT}/{path}"), 404, "not_found")
    for verb in ("submit", "accept", "countersign", "clock/resume"):
        problem(stranger.post(f"{APPLICATIONS}{case.pk}/{verb}/"), 404, "not_found")
    problem(stranger.post(f"{ROOT}/seats/{seat.pk}/opinion/", {"kind": "support"}), 404, "not_found")
    assert stranger.get(f"{ROOT}/opinions/").json()["results"] == []
    assert Case.objects.get(pk=case.pk).version == case.version


@pytest.mark.stage("draft")
def test_officials_see_no_draft(here: stages.Scene, case: Case) -> None:
    clerk = browser(here.clerk)
    problem(clerk.get(f"{APPLICATIONS}{case.pk}/"), 404, "not_found")
    browser(here.applicant).post(f"{APPLICATIONS}{case.pk}/submit/")
    section = f"{APPLICATIONS}{case.pk}/sections/safety/"
    assert clerk.get(section).json()["revision"] == 1
    problem(clerk.get(section, {"revision": 0}), 404, "not_found")
    problem(clerk.get(section, {"revision": "x"}), 400, "invalid")
    problem(clerk.put(section, {"version": 1}), 403, "not_allowed")
    problem(clerk.get(f"{APPLICATIONS}{case.pk}/completeness/"), 403, "not_allowed")


def test_documents_come_and_go(here: stages.Scene) -> None:
    case = stages.draft(here, complete=False)
    firm = browser(here.applicant)
    path = f"{APPLICATIONS}{case.pk}/documents/"
    code = firm.get(path).json()[0]["code"]
    sent = firm.post(path, {"code": code, "file": attachments.upload()}, format="multipart").json()
    fetched = firm.get(f"{path}{sent['id']}/content/")
    assert b"".join(fetched.streaming_content) == attachments.PDF
    assert firm.delete(f"{path}{sent['id']}/").status_code == 204
    assert firm.get(path).json()[0]["files"] == []
    bad = firm.post(path, {"code": code, "file": attachments.upload("x.exe", b"MZ" + b"0" * 99)}, format="multipart")
    assert problem(bad, 400, "incomplete")["errors"][0]["pointer"] == "#/file"
    problem(firm.post(path, {"code": "none", "file": attachments.upload()}, format="multipart"), 404, "not_found")
    problem(firm.post(path, {"code": code}), 415, "unsupported_media_type")


@pytest.mark.stage("submitted")
def test_the_list_says_what_waits(here: stages.Scene, case: Case) -> None:
    clerk, head = browser(here.clerk), browser(here.heads["natural_resources"])
    assert [row["id"] for row in clerk.get(APPLICATIONS, {"waiting": "true"}).json()["results"]] == [case.pk]
    assert head.get(APPLICATIONS, {"waiting": "true"}).json()["results"] == []
    assert [row["id"] for row in head.get(APPLICATIONS, {"state": "submitted"}).json()["results"]] == [case.pk]
    problem(head.get(APPLICATIONS, {"waiting": "maybe"}), 400, "invalid")
