"""Checks read, run and recorded by machines."""

from typing import Any

import pytest
from django.utils import timezone

from governance.approval.models import Case
from tests.api.clients import ROOT, browser, problem
from tests.factories import attachments
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
SECURITY = "gate-security"


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    return played.here


@pytest.fixture
def case(here: stages.Scene, case: Case) -> Case:
    return made.ask(case, SECURITY, "gate-obligations")


def address(case: Case, rest: str = "") -> str:
    return f"{ROOT}/applications/{case.pk}/checks/{rest}"


def told(**given: Any) -> dict[str, Any]:
    return {"state": "pass", "happened_on": timezone.localdate().isoformat(), "text": made.EVIDENCE} | given


@pytest.mark.stage("unchecked")
def test_unknown_until_they_are_run(here: stages.Scene, case: Case) -> None:
    found = browser(here.applicant).get(address(case)).json()
    assert (found["revision"], found["run_at"], found["blocking"]) == (1, None, [SECURITY, "gate-obligations"])
    assert {row["state"] for row in found["checks"]} == {"unknown"}
    after = browser(here.officer).post(address(case, "run/")).json()
    assert after["blocking"] == [SECURITY]
    assert after["run_at"]
    first = after["checks"][0]
    assert first["recorded_by"] == "Natural resources or Finance"
    assert (first["name_en"], first["certainty"], first["record"]) == ("Security is in place", "design", None)


@pytest.mark.stage("unchecked")
def test_a_gate_is_recorded_with_and_without_a_file(here: stages.Scene, case: Case) -> None:
    caller = browser(here.reviewers["natural_resources"])
    found = caller.post(address(case, f"{SECURITY}/record/"), told()).json()
    assert found["blocking"] == []
    assert found["checks"][0]["record"]["has_file"] is False
    form = told(state="fail", file=attachments.upload())
    found = caller.post(address(case, f"{SECURITY}/record/"), form, format="multipart").json()
    assert found["blocking"] == [SECURITY]
    kept = found["checks"][0]["record"]
    assert kept["has_file"] is True
    file = caller.get(address(case, f"records/{kept['id']}/content/"))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    problem(browser(here.applicant).get(address(case, f"records/{kept['id']}/content/")), 403, "not_allowed")


@pytest.mark.stage("unchecked")
def test_faults_are_told_with_their_places(here: stages.Scene, case: Case) -> None:
    caller = browser(here.reviewers["natural_resources"])
    body = problem(caller.post(address(case, f"{SECURITY}/record/"), told(happened_on="2999-01-01")), 400, "incomplete")
    assert [error["pointer"] for error in body["errors"]] == ["#/happened_on"]
    body = problem(caller.post(address(case, f"{SECURITY}/record/"), {"state": "unknown"}), 400, "invalid")
    assert {error["pointer"] for error in body["errors"]} == {"#/state", "#/happened_on", "#/text"}
    problem(caller.post(address(case, "gate-obligations/record/"), told()), 404, "not_found")
    problem(caller.get(address(case, "records/1/content/")), 404, "not_found")


@pytest.mark.stage("unchecked")
def test_who_may_not(here: stages.Scene, case: Case) -> None:
    path = address(case, f"{SECURITY}/record/")
    problem(browser(here.applicant).post(path, told()), 403, "not_allowed")
    problem(browser(here.reviewers["emergency_management"]).post(path, told()), 403, "not_allowed")
    problem(browser(here.applicant).post(address(case, "run/")), 403, "not_allowed")
    problem(browser().get(address(case)), 401, "not_authenticated")


@pytest.mark.stage("unchecked")
def test_a_lift_is_shown(here: stages.Scene, case: Case) -> None:
    made.ask(case, SECURITY, liftable=(SECURITY,))
    made.lift(case, SECURITY)
    found = browser(here.officer).post(address(case, "run/")).json()
    assert found["blocking"] == []
    assert found["checks"][0]["lift"]["reason"] == "影响轻微且有补偿措施。"
    assert found["checks"][0]["state"] == "unknown"
