"""The page of a case's checks: what is seen, recorded, refused and downloaded."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case, CheckRecord
from governance.approval.services.checks import checks
from governance.approval.views.checks import gate_duties
from governance.approval.views.checks.checks import checks_panel
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import attachments, unchecked
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.factories.memberships import member
from tests.factories.organisations import finance
from tests.query_counts import assert_baseline
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
SECURITY, HEARING = "gate-security", "gate-village-hearing"


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    translation.activate("en")
    return played.here


@pytest.fixture
def case(here: stages.Scene, case: Case) -> Case:
    case = made.ask(case, "spatial-grid", "indicator-balance", SECURITY, HEARING, liftable=("spatial-grid",))
    checks.run_first(case, by=System("tests"))
    return case


def url(case: Case, name: str = "case_checks", **more: Any) -> str:
    return reverse(f"governance:{name}", kwargs={"pk": case.pk, **more})


def page(client: Client, user: User, case: Case) -> str:
    client.force_login(user)
    answer = client.get(url(case))
    assert answer.status_code == 200
    return str(answer.content.decode())


def typed(**given: Any) -> dict[str, Any]:
    return {"state": "pass", "happened_on": timezone.localdate().isoformat(), "text": made.EVIDENCE} | given


@pytest.mark.stage("unchecked")
def test_it_says_what_stands_in_the_way_and_who_must_act(client: Client, here: stages.Scene, case: Case) -> None:
    text = page(client, here.officer, case)
    assert "4 checks stand in the way of an approval." in text
    assert "Eco-safety co-indicators" in text
    assert "Nothing is recorded yet." in text
    assert "Natural resources or Finance" in text
    assert "Nobody may lift it." in text
    assert "Proposal of this platform: deposits were abolished" in text
    assert "Run again" in text


@pytest.mark.stage("unchecked")
def test_nothing_stands_in_the_way(client: Client, here: stages.Scene, case: Case) -> None:
    made.ask(case, SECURITY, HEARING)
    made.pass_all(case, here)
    checks.run(case.pk, by=here.officer)
    assert "Nothing stands in the way of an approval." in page(client, here.officer, case)


@pytest.mark.stage("unchecked")
def test_before_the_first_run(client: Client, here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, SECURITY)
    text = page(client, here.officer, case)
    assert "Not run yet on this revision." in text
    assert "Run the checks" in text


@pytest.mark.parametrize("codes", [(), (SECURITY,)])
@pytest.mark.stage("draft")
def test_a_draft_and_a_procedure_without_checks(
    client: Client, here: stages.Scene, codes: tuple[str, ...], played: Played
) -> None:
    case = made.ask(played.case, *codes)
    text = page(client, here.applicant, case)
    words = "once the dossier is submitted" if codes else "asks for no checks"
    assert words in text


@pytest.mark.stage("unchecked")
def test_a_lifted_check_shows_the_vote(client: Client, here: stages.Scene, case: Case) -> None:
    made.lift(case, "spatial-grid")
    text = page(client, here.officer, case)
    assert "Lifted by the committee" in text
    assert "影响轻微且有补偿措施。" in text
    assert "3 checks stand in the way" in text


@pytest.mark.stage("unchecked")
def test_the_company_reads_its_results_in_plain_words(client: Client, here: stages.Scene, case: Case) -> None:
    kept = made.record(case, SECURITY, attachment=attachments.AttachmentFactory(name="保函.pdf"))
    text = page(client, here.applicant, case)
    assert "To do:" in text
    assert "Record the gate" not in text
    assert "aria-disabled" not in text
    assert "保函.pdf" not in text
    assert client.get(url(case, "check_evidence", record=kept.pk)).status_code == 403
    assert client.post(url(case, "checks_run")).status_code == 403


@pytest.mark.stage("unchecked")
def test_officers_without_the_right_read_the_reason(client: Client, here: stages.Scene, case: Case) -> None:
    text = page(client, here.reviewers["emergency_management"], case)
    assert "Record the gate" not in text
    assert "Recorded by: Natural resources or Finance." in text


@pytest.mark.stage("unchecked")
def test_a_gate_is_recorded_with_its_file(client: Client, here: stages.Scene, case: Case) -> None:
    client.force_login(here.reviewers["natural_resources"])
    answer = client.post(url(case, "check_record", code=SECURITY), typed(file=attachments.upload()), follow=True)
    assert "The gate was recorded" in answer.content.decode()
    kept = CheckRecord.objects.get()
    file = client.get(url(case, "check_evidence", record=kept.pk))
    assert b"".join(file).startswith(b"%PDF")
    other = unchecked.in_review(stages.scene("150602"))
    assert client.get(url(other, "check_evidence", record=kept.pk)).status_code == 404
    assert client.get(url(case, "check_evidence", record=kept.pk + 1)).status_code == 404


@pytest.mark.stage("unchecked")
def test_nothing_typed_is_lost_and_every_fault_is_told(client: Client, here: stages.Scene, case: Case) -> None:
    client.force_login(here.reviewers["natural_resources"])
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    answer = client.post(url(case, "check_record", code=SECURITY), typed(text="太短了", happened_on=tomorrow))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "太短了" in text
    assert tomorrow in text
    assert "The date lies in the future." in text
    assert "at least 10 characters" in text
    assert client.post(url(case, "check_record", code=SECURITY), {}).status_code == 422
    assert client.post(url(case, "check_record", code=SECURITY), typed(text="\x00" * 20)).status_code == 422
    assert client.post(url(case, "check_record", code="spatial-grid"), typed()).status_code == 404
    assert client.post(url(case, "check_record", code="gate-major-hazard"), typed()).status_code == 404
    assert not CheckRecord.objects.exists()


@pytest.mark.stage("unchecked")
def test_it_is_run_again(client: Client, here: stages.Scene, case: Case) -> None:
    client.force_login(here.reviewers["ecology_environment"])
    answer = client.post(url(case, "checks_run"), follow=True)
    assert "The checks were run." in answer.content.decode()
    assert case.check_runs.count() == 2


@pytest.mark.stage("unchecked")
def test_the_panel_counts_and_names_what_blocks(here: stages.Scene, case: Case) -> None:
    made.record(case, SECURITY)
    checks.run(case.pk, by=here.officer)
    panel = checks_panel(case, case.revisions.order_by("-number").first())
    assert (panel["passed"], panel["total"], len(panel["blocking"])) == (1, 4, 3)
    assert not checks_panel(made.ask(case), case.revisions.order_by("-number").first())["shown"]


@pytest.mark.parametrize("records", [1, 12])
@pytest.mark.stage("unchecked")
def test_the_page_needs_a_fixed_number_of_queries(client: Client, here: stages.Scene, case: Case, records: int) -> None:
    made.ask(case, *made.GATES)
    for _ in range(records):
        for code in made.GATES:
            made.record(case, code, attachment=attachments.AttachmentFactory())
    checks.run(case.pk, by=here.officer)
    page(client, here.officer, case)
    with assert_baseline("governance:case_checks"):
        assert client.get(url(case)).status_code == 200


@pytest.mark.stage("unchecked")
def test_departments_find_their_gates_on_their_list(here: stages.Scene, case: Case) -> None:
    treasurer, reviewer = member(Role.FUND_OFFICER, finance()), here.reviewers["natural_resources"]
    assert [item.detail for item in gate_duties.waiting(treasurer)] == ["Security is in place"]
    found = gate_duties.waiting(reviewer)
    assert [item.detail for item in found] == ["Security is in place, Villagers were heard"]
    assert found[0].link == url(case)
    assert [item.detail for item in gate_duties.waiting(here.officer)] == ["Villagers were heard"]
    for nobody in (here.reviewers["ecology_environment"], here.applicant, here.clerk):
        assert not gate_duties.waiting(nobody)
    assert not gate_duties.waiting(member(Role.FUND_OFFICER, finance("150602")))
    made.record(case, SECURITY)
    assert not gate_duties.waiting(treasurer)
    assert gate_duties.waiting_count(reviewer) == 1
