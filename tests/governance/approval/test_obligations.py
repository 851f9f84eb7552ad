"""Obligations: set by a decision, reported, verified, carried through amendments, never lost."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.approval.models import Case, Decision, ObligationChoice
from governance.approval.selectors.obligations import case_obligations
from governance.approval.services.obligations import obligation_carrying as carrying
from governance.approval.services.obligations import obligation_making
from governance.approval.services.obligations.obligation_carrying import Wish
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.matters.models import Obligation
from registry.matters.policies.obligation_states import OBLIGATION
from registry.matters.selectors import obligations as selectors
from registry.matters.services import obligation_reminders, obligations
from registry.messages.models import Notification
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories import follow_ups, matters
from tests.factories.attachments import upload
from tests.factories.memberships import member
from tests.factories.organisations import company, ecology

pytestmark = pytest.mark.django_db
DONE = "监测井两口已建成并接入平台。"
WHY = "该区域已退出开采，义务无须履行。"
TESTS = System("tests")


@pytest.fixture
def owed(here: stages.Scene, case: Case) -> Obligation:
    return follow_ups.ensured(case)[0]


def verbs(row: Obligation) -> list[str]:
    return [event.verb for event in audit.trail(row)]


def amending(here: stages.Scene, case: Case, **fields: Any) -> Decision:
    """A signed or proposed decision of a case that amends `case`, laid down row by row."""
    old = case.decisions.get()
    child = matters.case(
        number=f"{case.number}-{Case.objects.count()}", procedure=case.procedure, procedure_copy=case.procedure_copy,
        mine=case.mine, applicant=case.applicant, office=case.office, title_zh="变更",
        opened_by=here.applicant, parent=case, relation="amendment", scope="minor", state="approved",
    )  # fmt: skip
    return Decision.objects.create(
        case=child, revision=old.revision, outcome="approve", reasons="同意变更", drafted_by=here.officer,
        drafted_for=here.office, **fields,
    )  # fmt: skip


def sign(decision: Decision, here: stages.Scene) -> Decision:
    decision.state, decision.countersigned_by = Decision.State.SIGNED, here.heads["natural_resources"]
    decision.countersigned_for, decision.countersigned_at = here.departments["natural_resources"], timezone.now()
    decision.document_number, decision.verification_code = f"变更{decision.pk}号", f"CODE{decision.pk}"
    decision.save()
    return decision


@pytest.mark.stage("decided")
def test_the_department_that_set_a_condition_verifies_it(here: stages.Scene, owed: Obligation) -> None:
    assert owed.verifier == here.departments["ecology_environment"]
    assert owed.holder == here.company
    assert owed.text == "补充监测井两口"
    assert verbs(owed) == ["obligations.create"]
    assert Notification.objects.filter(kind="obligations.set", recipient=here.applicant).exists()


@pytest.mark.stage("decided")
def test_asked_twice_nothing_doubles(here: stages.Scene, owed: Obligation) -> None:
    assert obligation_making.create_from(follow_ups.decision_of(owed), by=TESTS) == []
    assert Obligation.objects.count() == 1


@pytest.mark.stage("refused")
def test_a_refusal_and_a_proposal_set_none(here: stages.Scene, case: Case) -> None:
    refused = case.decisions.get()
    assert obligation_making.create_from(refused, by=TESTS) == []
    proposed = stages.countersigning(stages.scene("150602")).decisions.get()
    with pytest.raises(WrongState):
        obligation_making.create_from(proposed, by=TESTS)


@pytest.mark.stage("decided")
def test_the_company_reports_and_the_department_accepts(here: stages.Scene, owed: Obligation) -> None:
    made = obligations.report(owed.pk, by=here.applicant, text=DONE, file=upload())
    assert made.attachment is not None
    assert Notification.objects.filter(
        kind="obligations.reported", recipient=here.reviewers["ecology_environment"]
    ).exists()
    obligations.verify(owed.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    owed.refresh_from_db()
    assert (owed.state, owed.closed_at is not None) == ("verified", True)
    assert verbs(owed)[:2] == ["obligations.accept", "obligations.report"]
    assert audit.first_break(list(audit.trail(owed))) is None


@pytest.mark.stage("decided")
def test_a_returned_report_opens_the_obligation_again(here: stages.Scene, owed: Obligation) -> None:
    head = here.heads["ecology_environment"]
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    with pytest.raises(Incomplete) as caught:
        obligations.verify(owed.pk, by=head, verdict="returned", text="短")
    assert set(caught.value.fields) == {"text"}
    obligations.verify(owed.pk, by=head, verdict="returned", text="缺少验收报告，请补充后再报。")
    owed.refresh_from_db()
    assert owed.state == Obligation.State.OPEN
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    assert len(selectors.reports(owed)) == 2


@pytest.mark.parametrize("who", ["natural_resources", "emergency_management"])
@pytest.mark.stage("decided")
def test_another_department_does_not_verify(here: stages.Scene, owed: Obligation, who: str) -> None:
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    before = AuditEvent.objects.count()
    for user in (here.reviewers[who], here.applicant, here.officer):
        with pytest.raises(NotAllowed):
            obligations.verify(owed.pk, by=user, verdict="accepted")
    assert AuditEvent.objects.count() == before


@pytest.mark.stage("decided")
def test_only_the_holder_reports(here: stages.Scene, owed: Obligation) -> None:
    with pytest.raises(NotAllowed):
        obligations.report(owed.pk, by=here.reviewers["ecology_environment"], text=DONE)
    for stranger in (member(Role.APPLICANT, company()), member(Role.REVIEWER, ecology("140212"))):
        with pytest.raises(OutOfScope):
            obligations.report(owed.pk, by=stranger, text=DONE)


@pytest.mark.stage("decided")
def test_who_reported_does_not_verify_even_with_both_roles(here: stages.Scene, owed: Obligation) -> None:
    both = here.applicant
    obligations.report(owed.pk, by=both, text=DONE)
    both.memberships.create(
        organisation=here.departments["ecology_environment"], role=Role.REVIEWER, valid_from=dt.date(2020, 1, 1)
    )
    both.forget_grants()
    with pytest.raises(NotAllowed):
        obligations.verify(owed.pk, by=both, verdict="accepted")


@pytest.mark.parametrize("state", ["reported", "verified", "carried", "ended"])
@pytest.mark.stage("decided")
def test_what_is_not_open_is_not_reported(here: stages.Scene, owed: Obligation, state: str) -> None:
    Obligation.objects.filter(pk=owed.pk).update(state=state, ended_reason="终止")
    with pytest.raises(WrongState):
        obligations.report(owed.pk, by=here.applicant, text=DONE)


@pytest.mark.parametrize("state", ["open", "verified", "carried", "ended"])
@pytest.mark.stage("decided")
def test_what_is_not_reported_is_not_verified(here: stages.Scene, owed: Obligation, state: str) -> None:
    Obligation.objects.filter(pk=owed.pk).update(state=state, ended_reason="终止")
    with pytest.raises(WrongState):
        obligations.verify(owed.pk, by=here.reviewers["ecology_environment"], verdict="accepted")


def test_every_pending_state_leads_on() -> None:
    assert {state for state in Obligation.State.values if OBLIGATION.verbs(state)} == set(Obligation.PENDING)


@pytest.mark.stage("decided")
def test_an_old_page_is_stale(here: stages.Scene, owed: Obligation) -> None:
    with pytest.raises(Stale):
        obligations.report(owed.pk, by=here.applicant, text=DONE, version=owed.version - 1)


@pytest.mark.stage("decided")
def test_nothing_changes_when_the_last_step_fails(here: stages.Scene, owed: Obligation) -> None:
    with (
        mock.patch(
            "registry.matters.services.obligation_news.reported",
            side_effect=RuntimeError("broken"),
        ),
        pytest.raises(RuntimeError),
    ):
        obligations.report(owed.pk, by=here.applicant, text=DONE)
    owed.refresh_from_db()
    assert (owed.state, owed.reports.count(), verbs(owed)) == ("open", 0, ["obligations.create"])


@pytest.mark.stage("decided")
def test_an_obligation_is_overdue_until_it_is_met(here: stages.Scene, owed: Obligation) -> None:
    late = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=-3)
    in_time = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=-1)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() - dt.timedelta(days=2)):
        obligations.report(in_time.pk, by=here.applicant, text=DONE)
    assert list(selectors.overdue_of(owed.mine)) == [late]
    assert case_obligations.gate(follow_ups.decision_of(owed).case).result == "fail"
    obligations.report(late.pk, by=here.applicant, text=DONE)
    assert list(selectors.overdue_of(owed.mine)) == [late], "reported after its day it is still overdue"
    obligations.verify(late.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    assert case_obligations.gate(follow_ups.decision_of(owed).case).result == "pass"


@pytest.mark.stage("decided")
def test_a_draft_must_choose_about_every_pending_obligation(here: stages.Scene, owed: Obligation) -> None:
    decision = amending(here, follow_ups.decision_of(owed).case)
    made = carrying.record_choices(decision, {}, by=here.officer)
    assert [(choice.obligation, choice.is_carried) for choice in made] == [(owed, True)]
    assert carrying.record_choices(decision, {}, by=here.officer) == []


@pytest.mark.stage("decided")
def test_an_end_needs_its_reason_and_a_pending_obligation(here: stages.Scene, owed: Obligation) -> None:
    decision = amending(here, follow_ups.decision_of(owed).case)
    with pytest.raises(Incomplete) as caught:
        carrying.record_choices(decision, {owed.pk: Wish(False, " "), 987654: Wish()}, by=here.officer)
    assert set(caught.value.fields) == {f"obligations.{owed.pk}", "obligations.987654"}
    assert not ObligationChoice.objects.exists()


@pytest.mark.stage("decided")
def test_carried_obligations_are_written_anew(here: stages.Scene, owed: Obligation) -> None:
    ended = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier)
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    decision = amending(here, follow_ups.decision_of(owed).case)
    carrying.record_choices(decision, {ended.pk: Wish(False, WHY)}, by=here.officer)
    later = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, text="草拟之后产生的义务")
    result = carrying.carry(sign(decision, here), by=here.heads["natural_resources"])
    assert [row.carried_from for row in result.carried] == [owed, later]
    for row in (owed, ended, later):
        row.refresh_from_db()
    assert (owed.state, ended.state, later.state) == ("carried", "ended", "carried")
    assert ended.ended_reason == WHY
    new = owed.carried_to
    assert (new.state, new.text, new.due_on, new.verifier) == ("reported", owed.text, owed.due_on, owed.verifier)
    obligations.verify(new.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    assert selectors.line(new) == [new, owed]
    assert verbs(owed)[0] == "obligations.carry"
    assert verbs(ended)[0] == "obligations.end"
    assert carrying.carry(decision, by=TESTS).carried == [], "asked twice, nothing doubles"


@pytest.mark.stage("decided")
def test_other_decisions_and_refusals_carry_nothing(here: stages.Scene, owed: Obligation) -> None:
    plain = amending(here, follow_ups.decision_of(owed).case)
    Case.objects.filter(pk=plain.case_id).update(relation="reconsideration")
    plain.case.refresh_from_db()
    refused = amending(here, follow_ups.decision_of(owed).case)
    refused.outcome = Decision.Outcome.REFUSE
    for decision in (sign(plain, here), sign(refused, here), amending(here, follow_ups.decision_of(owed).case)):
        assert carrying.carry(decision, by=TESTS).carried == []
    owed.refresh_from_db()
    assert owed.state == Obligation.State.OPEN


@pytest.mark.stage("decided")
def test_a_failed_signature_loses_nothing(here: stages.Scene, owed: Obligation) -> None:
    decision = sign(amending(here, follow_ups.decision_of(owed).case), here)
    with (
        mock.patch(
            "governance.approval.services.obligations.follow_up_news.obligations_carried",
            side_effect=RuntimeError("broken"),
        ),
        pytest.raises(RuntimeError),
    ):
        carrying.carry(decision, by=TESTS)
    owed.refresh_from_db()
    assert (owed.state, Obligation.objects.count()) == ("open", 1)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.lists(st.sampled_from(["open", "reported", "verified"]), max_size=6),
    ends=st.lists(st.sets(st.integers(0, 6)), min_size=1, max_size=3),
    chosen=st.booleans(),
)
@pytest.mark.stage("decided")
def test_through_any_amendments_no_obligation_is_lost(
    here: stages.Scene, owed: Obligation, states: list[str], ends: list[set[int]], chosen: bool
) -> None:
    kept = transaction.savepoint()
    _amend_again_and_again(here, owed, states, ends, chosen=chosen)
    transaction.savepoint_rollback(kept)


def _amend_again_and_again(
    here: stages.Scene, owed: Obligation, states: list[str], ends: list[set[int]], *, chosen: bool
) -> None:
    case = follow_ups.decision_of(owed).case
    for place, state in enumerate(states):
        row = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, text=f"义务{place}")
        if state != "open":
            obligations.report(row.pk, by=here.applicant, text=DONE)
        if state == "verified":
            obligations.verify(row.pk, by=here.reviewers["ecology_environment"], verdict="accepted")
    for places in ends:
        pending = list(selectors.pending(owed.mine).order_by("pk"))
        decision = amending(here, case)
        wishes = {row.pk: Wish(False, WHY) for place, row in enumerate(pending) if place in places}
        if chosen:
            carrying.record_choices(decision, wishes, by=here.officer)
        result = carrying.carry(sign(decision, here), by=TESTS)
        after = list(selectors.pending(owed.mine).order_by("pk"))
        assert len(pending) == len(result.carried) + len(result.ended)
        assert sorted(row.text for row in after) == sorted(row.text for row in result.carried)
        assert len(result.ended) == (len(wishes) if chosen else 0)


@pytest.mark.stage("decided")
def test_reminders_go_out_once_for_each_step(here: stages.Scene, owed: Obligation) -> None:
    today = timezone.localdate()
    rows = {
        days: follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=days)
        for days in (31, 30, 5, 0, -1)
    }
    assert obligation_reminders.send_due() == 4
    assert obligation_reminders.send_due() == 0
    assert not AuditEvent.objects.filter(verb="obligations.remind", object_id=str(rows[31].pk)).exists()
    assert Notification.objects.filter(kind="obligations.due", recipient=here.applicant).count() == 3
    head = here.heads["ecology_environment"]
    assert Notification.objects.filter(kind="obligations.overdue", recipient=head).count() == 1
    with mock.patch("django.utils.timezone.localdate", return_value=today + dt.timedelta(days=1)):
        assert obligation_reminders.send_due() == 2, "the next reaches 30 days, the one due yesterday is overdue"


@pytest.mark.stage("decided")
def test_what_is_reported_is_not_reminded_of(here: stages.Scene, owed: Obligation) -> None:
    row = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=-1)
    obligations.report(row.pk, by=here.applicant, text=DONE)
    assert obligation_reminders.send_due() == 0
    assert obligation_reminders.remind(row.pk) is False
