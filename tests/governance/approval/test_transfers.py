"""A mine passes to another company: its obligations go with it, and neither company sees the other's rows."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.obligations import case_obligations
from governance.approval.services.cases import cases, links
from registry.audit.models import AuditEvent
from registry.base.rules.errors import OutOfScope, WrongState
from registry.matters.models import Obligation
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.selectors import obligations as selectors
from registry.matters.services import obligations
from registry.messages.models import Notification
from registry.mines.models import Mine
from registry.mines.services import mines
from registry.scope.models import Organisation, Role, User
from tests.api.clients import ROOT, browser
from tests.factories import cases as stages
from tests.factories import follow_ups
from tests.factories.attachments import upload
from tests.factories.memberships import member
from tests.factories.organisations import company

pytestmark = pytest.mark.django_db
DONE = "已按要求完成并附现场照片，请核验。"


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def buyer() -> Organisation:
    return company(is_simulated=True)


def transfer(here: stages.Scene, buyer: Organisation) -> Mine:
    return mines.transfer_holder(
        here.mine.pk, by=here.reviewers["natural_resources"], organisation_id=buyer.pk, reason="采矿权转让"
    )


def owed(here: stages.Scene, **fields: Any) -> Obligation:
    decision = stages.decided(here).decisions.get()
    Obligation.objects.filter(matter=decision.case_id).delete()
    return follow_ups.obligation(decision, here.departments["ecology_environment"], **fields)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_obligation_passes_to_the_new_holder_and_both_are_told(here: stages.Scene, buyer: Organisation) -> None:
    old, taker = owed(here), member(Role.APPLICANT, buyer)
    told = client_of(here.reviewers["natural_resources"]).get(reverse("registry:mine_transfer", args=[here.mine.pk]))
    assert "1 pending obligation passes to the new holder." in told.content.decode()
    transfer(here, buyer)
    old.refresh_from_db()
    new = old.carried_to
    assert (old.state, new.state, new.holder, new.due_on) == ("passed", "open", buyer, old.due_on)
    assert Notification.objects.filter(recipient=here.applicant, kind="mines.passed_on").count() == 1
    assert Notification.objects.filter(recipient=taker, kind="mines.taken_over").count() == 1
    verbs = set(AuditEvent.objects.filter(verb__startswith="obligations.").values_list("verb", flat=True))
    assert {"obligations.pass_on", "obligations.take_over"} <= verbs


def test_neither_company_sees_a_row_of_the_other(here: stages.Scene, buyer: Organisation) -> None:
    old, taker = owed(here), member(Role.APPLICANT, buyer)
    report = obligations.report(old.pk, by=here.applicant, text=DONE, file=upload())
    transfer(here, buyer)
    new = Obligation.objects.get(carried_from=old)
    assert list(ObligationPolicy().scope(here.applicant)) == [old]
    assert list(ObligationPolicy().scope(taker)) == [new]
    former, present = client_of(here.applicant), client_of(taker)
    own = former.get(reverse("governance:obligation_detail", args=[old.pk])).content.decode()
    assert DONE in own
    assert reverse("governance:obligation_detail", args=[new.pk]) not in own
    theirs = present.get(reverse("governance:obligation_detail", args=[new.pk])).content.decode()
    assert DONE not in theirs
    assert reverse("governance:obligation_detail", args=[old.pk]) not in theirs
    assert follow_ups.decision_of(old).case.get_absolute_url() not in theirs
    copied = new.reports.get()
    for client, row, number, status in (
        (former, old, report.pk, 200), (present, new, copied.pk, 404), (present, old, report.pk, 404),
        (former, new, copied.pk, 404),
    ):  # fmt: skip
        answer = client.get(reverse("governance:obligation_file", args=[row.pk, number]))
        assert answer.status_code == status, (row.pk, number)
    assert browser(taker).get(f"{ROOT}/obligations/{new.pk}/").json()["reports"] == []
    reviewer = here.reviewers["ecology_environment"]
    shown = client_of(reviewer).get(reverse("governance:obligation_detail", args=[new.pk])).content.decode()
    assert DONE in shown
    with pytest.raises(OutOfScope):
        obligations.report(new.pk, by=here.applicant, text=DONE)


def test_a_report_made_in_time_is_verified_after_the_transfer(here: stages.Scene, buyer: Organisation) -> None:
    old = owed(here)
    obligations.report(old.pk, by=here.applicant, text=DONE)
    transfer(here, buyer)
    new = Obligation.objects.get(carried_from=old)
    assert new.state == "reported"
    with pytest.raises(WrongState):
        obligations.verify(old.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    obligations.verify(new.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    new.refresh_from_db()
    assert new.state == "verified"


def test_an_overdue_obligation_blocks_what_the_new_holder_asks(here: stages.Scene, buyer: Organisation) -> None:
    owed(here, days=-3)
    transfer(here, buyer)
    here.mine.refresh_from_db()
    case = aftermath_case(here, buyer)
    outcome = case_obligations.gate(case)
    assert outcome.result == "fail"
    assert selectors.overdue_of(here.mine).get().holder == buyer


def aftermath_case(here: stages.Scene, buyer: Organisation) -> Case:
    return cases.open_case(
        here.mine.pk, "restoration-stage-acceptance", by=member(Role.APPLICANT, buyer), title_zh="阶段验收"
    )


def test_an_overdue_obligation_stays_overdue_through_an_amendment(here: stages.Scene) -> None:
    follow_ups.amendment_procedure()
    old = owed(here, days=-3)
    child = links.open_amendment(old.matter_id, by=here.applicant, scope="minor", title_zh="变更")
    assert case_obligations.gate(child).result == "fail"
    moved = obligations.move(old, "carry", closed_at=timezone.now())
    assert moved == "open"
    carried = follow_ups.obligation(follow_ups.decision_of(old), old.verifier, days=-3, carried_from=old)
    assert list(selectors.overdue_of(here.mine)) == [carried]


@pytest.mark.parametrize("stage", ["draft", "submitted", "in_review", "deciding", "stopped"])
def test_open_applications_of_the_former_holder_end(here: stages.Scene, buyer: Organisation, stage: str) -> None:
    case = getattr(stages, stage)(here)
    transfer(here, buyer)
    case.refresh_from_db()
    assert case.state == Case.State.WITHDRAWN
    assert "passed to another holder" in case.closing_reason
    assert AuditEvent.objects.filter(verb="cases.end_by_transfer").count() == 1
    told = Notification.objects.filter(kind="cases.ended_by_transfer", recipient=here.officer)
    assert told.exists() is (stage != "draft")
    assert CasePolicy().scope(here.applicant).filter(pk=case.pk).exists()
    taker = member(Role.APPLICANT, buyer)
    assert not CasePolicy().scope(taker).exists()
    assert cases.open_case(here.mine.pk, case.procedure.code, by=taker, title_zh="新申请").applicant == buyer


@pytest.mark.stage("countersigning")
def test_a_decision_waiting_for_its_signature_holds_the_transfer_back(
    here: stages.Scene, buyer: Organisation, case: Case
) -> None:
    with pytest.raises(WrongState, match=case.number):
        transfer(here, buyer)
    here.mine.refresh_from_db()
    assert here.mine.holder == here.company
    page = client_of(here.reviewers["natural_resources"]).get(reverse("registry:mine_transfer", args=[here.mine.pk]))
    assert "Not possible now" in page.content.decode()


@pytest.mark.stage("refused")
def test_the_former_holder_may_still_question_its_decision(here: stages.Scene, buyer: Organisation, case: Case) -> None:
    follow_ups.reconsideration_procedure()
    parent = case
    transfer(here, buyer)
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason="认定事实有误，请求复核。", claim="撤销")
    assert child.applicant == here.company


@pytest.mark.stage("refused")
def test_a_reconsideration_outlives_the_transfer(here: stages.Scene, buyer: Organisation, case: Case) -> None:
    follow_ups.reconsideration_procedure()
    parent = case
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason="认定事实有误，请求复核。", claim="撤销")
    transfer(here, buyer)
    child.refresh_from_db()
    assert (child.state, child.applicant) == (Case.State.DRAFT, here.company)


def test_nothing_moves_when_the_last_step_fails(here: stages.Scene, buyer: Organisation) -> None:
    old = owed(here)
    broken = mock.patch(
        "governance.approval.services.obligations.follow_up_news.taken_over", side_effect=RuntimeError("broken")
    )
    with broken, pytest.raises(RuntimeError):
        transfer(here, buyer)
    old.refresh_from_db()
    here.mine.refresh_from_db()
    assert (old.state, here.mine.holder) == ("open", here.company)
    assert Obligation.objects.count() == 1
