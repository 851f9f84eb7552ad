"""Cases: every transition allowed, refused, audited and atomic."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, Clock, CorrectionNotice, Opinion, Seat
from governance.approval.policies import case_states
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import cases, intake
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions, delivery
from governance.approval.services.seats import opinions, seats
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories.memberships import member
from tests.factories.organisations import company, natural_resources

pytestmark = pytest.mark.django_db


def verbs(case: Case) -> list[str]:
    return [event.verb for event in audit.trail(case)]


@pytest.mark.stage("decided")
def test_a_plan_goes_from_draft_to_approval(here: stages.Scene, case: Case) -> None:
    assert case.state == Case.State.APPROVED
    decision = case.decisions.get()
    assert decision.drafted_by != decision.countersigned_by
    assert decision.conditions.get().text == "补充监测井两口"
    assert decision.document_number
    assert decision.verification_code
    assert verbs(case)[0] == "decisions.countersign"
    assert audit.first_break(list(audit.trail(case))) is None
    assert {letter.language for letter in decision.letters.all()} == {"zh-hans", "en"}
    assert not any(reading.is_open for reading in readings.of_case(case))


@pytest.mark.stage("stopped")
def test_a_refusal_by_one_department_stops_the_case(here: stages.Scene, case: Case) -> None:
    assert case.state == Case.State.STOPPED
    assert Seat.objects.filter(round__case=case, state=Seat.State.CLOSED).count() == 2
    view = selectors.overview(case, reader=here.officer)
    assert [holder.organisation for holder in view.holders] == [here.office]
    with pytest.raises(Incomplete) as caught:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert set(caught.value.fields) == {"outcome"}


@pytest.mark.stage("refused")
def test_a_stopped_case_is_refused_with_two_signatures(here: stages.Scene, case: Case) -> None:
    assert case.state == Case.State.REFUSED
    assert not case.decisions.get().conditions.exists()


@pytest.mark.stage("in_review")
def test_an_advising_department_cannot_stop_the_case(here: stages.Scene, case: Case) -> None:
    Seat.objects.filter(round__case=case, function="emergency_management").update(power="advises")
    stages.speak(here, case, "emergency_management", "object", ground="某条", reasons="不同意,理由见附件说明。")
    case.refresh_from_db()
    assert case.state == Case.State.REVIEW


def test_a_case_never_lacks_a_holder_while_it_is_open(here: stages.Scene) -> None:
    for stage in (stages.draft, stages.submitted, stages.in_review, stages.deciding, stages.countersigning):
        case = stage(here)
        assert selectors.overview(case, reader=here.officer).holders, case.state
        cases.withdraw(case.pk, by=here.applicant, reason="换一个阶段") if case.state != "countersigning" else None
    other = stages.scene("150602")
    decided = stages.decided(other)
    holders = selectors.overview(decided, reader=here.officer).holders
    assert [holder.organisation for holder in holders] == [other.office]
    today = timezone.localdate()
    delivery.deliver(decided.pk, by=other.officer, method="in_person", note="张工签收", delivered_on=today)
    assert not selectors.overview(decided, reader=here.officer).holders


@pytest.mark.stage("submitted")
def test_corrections_are_asked_once(here: stages.Scene, case: Case) -> None:
    intake.ask_corrections(case.pk, by=here.clerk, items=[{"section": "safety", "text": "缺少稳定性计算"}])
    case.refresh_from_db()
    assert case.state == Case.State.CORRECTING
    cases.submit(case.pk, by=here.applicant)
    with pytest.raises(WrongState):
        intake.ask_corrections(case.pk, by=here.clerk, items=[{"section": "", "text": "又一项"}])
    assert CorrectionNotice.objects.filter(case=case).count() == 1
    assert case.revisions.count() == 2


@pytest.mark.stage("submitted")
def test_the_intake_clock_starts_anew_after_corrections(here: stages.Scene, case: Case) -> None:
    intake.ask_corrections(case.pk, by=here.clerk, items=[{"section": "", "text": "缺少图件"}])
    assert readings.one(case, Clock.INTAKE).shown.state.value == "stopped"
    cases.submit(case.pk, by=here.applicant)
    assert readings.one(case, Clock.INTAKE).shown.state.value == "running"


def test_silence_of_the_clerk_accepts_on_the_day_of_receipt(here: stages.Scene) -> None:
    received = dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC)
    with mock.patch("django.utils.timezone.now", return_value=received):
        case = stages.submitted(here)
    with mock.patch("django.utils.timezone.now", return_value=received + dt.timedelta(days=3)):
        assert intake.deem_accepted(case.pk) is None
    with mock.patch("django.utils.timezone.now", return_value=received + dt.timedelta(days=9)):
        assert intake.deem_accepted(case.pk) is not None
    case.refresh_from_db()
    assert case.accepted_at == received
    assert verbs(case)[:2] == ["checks.run", "cases.deem_accepted"]


@pytest.mark.parametrize("stage", ["draft", "in_review", "deciding", "stopped", "countersigning", "decided"])
def test_acceptance_needs_a_submitted_case(here: stages.Scene, stage: str) -> None:
    case = getattr(stages, stage)(here)
    expected = OutOfScope if stage == "draft" else WrongState
    with pytest.raises(expected):
        intake.accept(case.pk, by=here.clerk)


def test_the_table_knows_every_state_but_the_ended_ones() -> None:
    ended = {state for state in Case.State.values if not case_states.CASE.verbs(state)}
    assert ended == set(Case.ENDED)


def test_an_incomplete_dossier_names_every_missing_field(here: stages.Scene) -> None:
    case = stages.draft(here, complete=False)
    with pytest.raises(Incomplete) as caught:
        cases.submit(case.pk, by=here.applicant)
    sections = {name.split(".")[0] for name in caught.value.fields}
    assert {"mining", "restoration", "safety", "funds", "documents"} <= sections
    case.refresh_from_db()
    assert case.state == Case.State.DRAFT
    assert not case.revisions.exists()


@pytest.mark.stage("in_review")
def test_only_the_department_speaks_for_itself(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        opinions.give(seat.pk, by=here.reviewers["natural_resources"], kind="support")
    with pytest.raises(NotAllowed):
        opinions.give(seat.pk, by=here.applicant, kind="support")
    assert AuditEvent.objects.count() == before
    assert not Opinion.objects.exists()


@pytest.mark.stage("in_review")
def test_another_regions_department_does_not_see_the_case(here: stages.Scene, case: Case) -> None:
    stranger = member(Role.REVIEWER, natural_resources("150602"))
    rival = member(Role.APPLICANT, company())
    for user in (stranger, rival):
        with pytest.raises(OutOfScope):
            cases.access(case.pk, by=user, action="view", verb="give_opinion")


@pytest.mark.stage("in_review")
def test_the_province_sees_the_case_of_its_county(here: stages.Scene, case: Case) -> None:
    provincial = member(Role.DEPARTMENT_HEAD, natural_resources("150000"))
    assert selectors.listing(provincial).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"kind": "maybe"}, {"kind"}),
        ({"kind": "object"}, {"ground", "reasons"}),
        ({"kind": "object", "ground": "某条", "reasons": "短"}, {"reasons"}),
        ({"kind": "not_relevant"}, {"reasons"}),
        ({"kind": "conditions"}, {"conditions"}),
        ({"kind": "conditions", "conditions": [opinions.Condition("", dt.date(2099, 1, 1))]}, {"conditions"}),
        ({"kind": "conditions", "conditions": [opinions.Condition("补井", dt.date(2020, 1, 1))]}, {"conditions"}),
    ],
)
@pytest.mark.stage("in_review")
def test_a_faulty_opinion_is_refused_whole(
    here: stages.Scene, given: dict[str, Any], faulty: set[str], case: Case
) -> None:
    with pytest.raises(Incomplete) as caught:
        stages.speak(here, case, "ecology_environment", **given)
    assert set(caught.value.fields) == faulty
    assert here.seat(case, "ecology_environment").state == Seat.State.OPEN


@pytest.mark.stage("in_review")
def test_the_second_opinion_of_a_department_learns_who_was_first(here: stages.Scene, case: Case) -> None:
    colleague = member(Role.REVIEWER, here.departments["natural_resources"])
    stages.speak(here, case, "natural_resources")
    with pytest.raises(WrongState) as caught:
        opinions.give(here.seat(case, "natural_resources").pk, by=colleague, kind="support")
    assert str(here.reviewers["natural_resources"]) in str(caught.value.message)


@pytest.mark.stage("in_review")
def test_an_assigned_seat_is_for_its_officer(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "natural_resources")
    chosen = member(Role.REVIEWER, here.departments["natural_resources"])
    seats.assign(seat.pk, by=here.heads["natural_resources"], officer_id=chosen.pk)
    with pytest.raises(NotAllowed):
        opinions.give(seat.pk, by=here.reviewers["natural_resources"], kind="support")
    opinions.give(seat.pk, by=chosen, kind="support")


@pytest.mark.stage("in_review")
def test_an_officer_of_another_department_cannot_be_assigned(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Incomplete):
        seats.assign(
            here.seat(case, "natural_resources").pk,
            by=here.heads["natural_resources"],
            officer_id=here.reviewers["emergency_management"].pk,
        )


@pytest.mark.stage("countersigning")
def test_who_drafted_cannot_countersign(here: stages.Scene, case: Case) -> None:
    with pytest.raises(NotAllowed):
        decisions.countersign(case.pk, by=here.officer)


@pytest.mark.stage("in_review")
def test_nobody_countersigns_his_own_opinion(here: stages.Scene, case: Case) -> None:
    head = here.heads["natural_resources"]
    opinions.give(here.seat(case, "natural_resources").pk, by=head, kind="support")
    for function in ("emergency_management", "ecology_environment"):
        stages.speak(here, case, function)
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    with pytest.raises(NotAllowed):
        decisions.countersign(case.pk, by=head)
    decisions.countersign(case.pk, by=here.heads["emergency_management"])


@pytest.mark.stage("countersigning")
def test_a_returned_proposal_can_be_made_again(here: stages.Scene, case: Case) -> None:
    decisions.return_to_office(case.pk, by=here.heads["natural_resources"], reason="理由部分需要补充说明。")
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    assert case.state == Case.State.APPROVED


def test_a_returned_refusal_goes_back_to_stopped(here: stages.Scene) -> None:
    case = stages.countersigning(here, "refuse")
    decisions.return_to_office(case.pk, by=here.heads["natural_resources"], reason="请写明救济途径和依据。")
    case.refresh_from_db()
    assert case.state == Case.State.STOPPED


@pytest.mark.stage("submitted")
def test_a_page_made_before_somebody_acted_is_stale(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Stale) as caught:
        intake.accept(case.pk, by=here.clerk, version=case.version - 1)
    assert caught.value.mine
    assert caught.value.theirs


@pytest.mark.stage("countersigning")
def test_nothing_changes_when_the_last_step_fails(here: stages.Scene, case: Case) -> None:
    notices = Notification.objects.count()
    with (
        mock.patch("governance.approval.services.cases.announcements.decided", side_effect=RuntimeError("broken")),
        pytest.raises(RuntimeError),
    ):
        decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    assert case.state == Case.State.COUNTERSIGNING
    assert case.decisions.get().state == "proposed"
    assert not case.decisions.get().letters.exists()
    assert Notification.objects.count() == notices


@pytest.mark.stage("deciding")
def test_a_tampered_dossier_cannot_be_decided(here: stages.Scene, case: Case) -> None:
    with (
        mock.patch(
            "governance.approval.services.dossiers.sections.content", return_value={"mining": {"capacity": "99"}}
        ),
        pytest.raises(WrongState),
    ):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)


@pytest.mark.stage("decided")
def test_the_company_is_told(here: stages.Scene, case: Case) -> None:
    kinds = set(Notification.objects.filter(recipient=here.applicant).values_list("kind", flat=True))
    assert {"cases.accepted", "cases.approved"} <= kinds
    assert Notification.objects.filter(recipient=here.clerk, kind="cases.submitted").exists()
    assert case.number in str(Notification.objects.filter(recipient=here.applicant).first().params)


def test_a_second_case_for_the_same_mine_is_refused(here: stages.Scene) -> None:
    stages.draft(here, complete=False)
    with pytest.raises(WrongState):
        stages.draft(here, complete=False)


@pytest.mark.stage("in_review")
def test_a_withdrawn_case_frees_the_mine(here: stages.Scene, case: Case) -> None:
    cases.withdraw(case.pk, by=here.applicant, reason="方案需要重做")
    assert not any(reading.is_open for reading in readings.of_case(case))
    stages.draft(here, complete=False)


def test_a_foreign_mine_cannot_be_applied_for(here: stages.Scene) -> None:
    stranger = member(Role.APPLICANT, company())
    with pytest.raises(OutOfScope):
        cases.open_case(here.mine.pk, stages.PROCEDURE, by=stranger, title_zh="别人的矿")


@pytest.mark.stage("in_review")
def test_the_decision_clock_pauses_with_reasons_only(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Incomplete) as caught:
        clocks.pause(case.pk, by=here.officer, reason_code="", reason="", notice=" ", expected_days=None, told_by="")
    assert set(caught.value.fields) == set(stages.PAUSE)
    clocks.pause(case.pk, by=here.officer, **stages.PAUSE)
    assert readings.one(case, Clock.DECISION).level == "paused"
    with pytest.raises(WrongState):
        clocks.pause(case.pk, by=here.officer, **stages.PAUSE)
    clocks.resume(case.pk, by=here.officer)
    assert readings.one(case, Clock.DECISION).shown.state.value == "running"


@pytest.mark.stage("in_review")
def test_the_period_is_extended_once(here: stages.Scene, case: Case) -> None:
    before = readings.one(case, Clock.DECISION).shown.days_allowed
    clocks.extend(case.pk, by=here.government, reason="案情复杂", legal_basis="行政许可法第四十二条第二款")
    after = readings.one(case, Clock.DECISION).shown.days_allowed
    assert after - before == case.frozen.extension_days
    with pytest.raises(WrongState):
        clocks.extend(case.pk, by=here.government, reason="再延", legal_basis="同上")


@pytest.mark.stage("draft")
def test_waiting_for_me_follows_the_case(here: stages.Scene, case: Case) -> None:

    def waits(user: Any) -> bool:
        user.forget_grants()
        return selectors.waiting_for(user).filter(pk=case.pk).exists()

    assert waits(here.applicant)
    cases.submit(case.pk, by=here.applicant)
    assert waits(here.clerk)
    assert not waits(here.applicant)
    intake.accept(case.pk, by=here.clerk)
    assert waits(here.reviewers["ecology_environment"])
    stages.speak(here, case, "ecology_environment")
    assert not waits(here.reviewers["ecology_environment"])
