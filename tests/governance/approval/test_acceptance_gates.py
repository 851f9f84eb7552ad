"""An acceptance: its visit with experts and villagers, the scope of its report, its published result."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from config.demo import dossiers
from governance.approval.models import Case, CheckAttendee, CheckState
from governance.approval.selectors.checks import acceptance_results
from governance.approval.services.cases import cases
from governance.approval.services.checks import checks
from governance.approval.services.dossiers import sections
from registry.base.rules.errors import Incomplete, NotAllowed
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import effects as made
from tests.factories import seen
from tests.factories.attachments import upload

pytestmark = [pytest.mark.django_db, pytest.mark.stage("planned")]
VISIT, STAGE = "gate-site-visit", "restoration-stage-acceptance"
SEEN = "会同生态环境部门现场核查，逐区测量复核。"


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def record(here: stages.Scene, case: Case, **given: Any) -> Any:
    values = {
        "state": "pass", "happened_on": timezone.localdate(), "text": SEEN, "file": upload(),
        "village_representatives": "乌兰（青岭村）\n巴图（青岭村）", "experts": "专家甲（土地复垦）", **given,
    }  # fmt: skip
    return checks.record(case.pk, VISIT, by=here.reviewers["natural_resources"], **values)


def state_of(case: Case) -> str:
    return next(one.result for one in checks.evaluate(case) if one.code == VISIT)


def test_both_acceptances_ask_for_the_visit(here: stages.Scene) -> None:
    here.mine.stage = "closing"
    here.mine.save()
    for code in (STAGE, "restoration-final-acceptance"):
        case = cases.open_case(here.mine.pk, code, by=here.applicant, title_zh="验收")
        assert [one.code for one in case.frozen.checks] == [VISIT, "gate-obligations", "gate-holds"]


@pytest.mark.stage("visit_asked")
def test_an_unrecorded_visit_is_unknown_and_blocks(here: stages.Scene, case: Case) -> None:
    assert state_of(case) == CheckState.UNKNOWN
    with pytest.raises(Incomplete):
        checks.require(case)


@pytest.mark.stage("visit_asked")
def test_a_visit_names_who_came_when_and_the_file(here: stages.Scene, case: Case) -> None:
    made_record = record(here, case)
    assert state_of(case) == CheckState.PASS
    assert list(CheckAttendee.objects.values_list("part", flat=True)) == ["village", "village", "expert"]
    client = seen.Reader()
    client.force_login(here.reviewers["ecology_environment"], backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(reverse("governance:case_checks", args=[case.pk])).content.decode()
    assert "专家甲（土地复垦）" in text
    assert made_record.attachment is not None


@pytest.mark.parametrize("field", ["village_representatives", "experts", "file"])
@pytest.mark.stage("visit_asked")
def test_nobody_and_nothing_may_be_missing(here: stages.Scene, field: str, case: Case) -> None:
    with pytest.raises(Incomplete) as caught:
        record(here, case, **{field: None if field == "file" else " \n"})
    assert set(caught.value.fields) == {field}
    assert state_of(case) == CheckState.UNKNOWN


@pytest.mark.stage("visit_asked")
def test_every_fault_is_told_at_once(here: stages.Scene, case: Case) -> None:
    late = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Incomplete) as caught:
        record(here, case, village_representatives="", experts="", file=None, happened_on=late, text="短")
    assert set(caught.value.fields) == {"village_representatives", "experts", "file", "happened_on", "text"}


@pytest.mark.stage("visit_asked")
def test_only_the_departments_of_the_acceptance_record_it(here: stages.Scene, case: Case) -> None:
    with pytest.raises(NotAllowed):
        checks.record(
            case.pk, VISIT, by=here.reviewers["emergency_management"], state="fail",
            happened_on=timezone.localdate(), text=SEEN,
        )  # fmt: skip


@pytest.mark.stage("visit_asked")
def test_the_page_keeps_what_was_typed(here: stages.Scene, case: Case) -> None:
    client = seen.Reader()
    client.force_login(here.reviewers["natural_resources"], backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("governance:check_record", args=[case.pk, VISIT])
    sent = {"state": "pass", "happened_on": timezone.localdate().isoformat(), "text": SEEN, "experts": "专家甲"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "专家甲" in answer.content.decode()
    answer = client.post(address, {**sent, "village_representatives": "乌兰", "file": upload()})
    assert answer.status_code == 302


@pytest.mark.stage("visit_asked")
def test_machines_record_it(here: stages.Scene, case: Case) -> None:
    address = f"{ROOT}/applications/{case.pk}/checks/{VISIT}/record/"
    body = {"state": "pass", "happened_on": timezone.localdate().isoformat(), "text": SEEN}
    found = problem(browser(here.reviewers["natural_resources"]).post(address, body), 400, "incomplete")
    assert {one["pointer"] for one in found["errors"]} == {"#/village_representatives", "#/experts", "#/file"}


@pytest.mark.parametrize(("code", "scope"), [(STAGE, "final"), ("restoration-final-acceptance", "stage")])
def test_the_report_has_the_scope_of_its_procedure(here: stages.Scene, code: str, scope: str) -> None:
    here.mine.stage = "closing"
    here.mine.save()
    case = cases.open_case(here.mine.pk, code, by=here.applicant, title_zh="验收")
    dossiers.fill(case, dossiers.acceptance(is_pit=False, scope=scope), by=here.applicant)
    assert "This procedure takes a report of the scope" in str(sections.missing(case)["acceptance"]["scope"])


def test_the_result_is_published_without_names(here: stages.Scene, client: Client) -> None:
    content = dossiers.acceptance(is_pit=False)
    case = made.deciding(here, STAGE, content=content)
    record(here, case)
    made.proposed(here, case)
    made.signed(here, case)
    result = acceptance_results.of(case, case.decisions.get())
    assert result is not None
    assert result.is_accepted
    text = client.get(reverse("governance:public_case", args=[case.number])).content.decode()
    assert "Result of the acceptance" in text
    assert content["acceptance"]["rows"]["zones"][0]["name"] in text
    assert "with 1 experts and 2 village representatives" in text
    assert "乌兰" not in text
    assert "专家甲" not in text
