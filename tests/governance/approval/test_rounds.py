"""Rounds: a changed dossier asks only the departments that it touches, and stale opinions never count."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, Clock, Opinion, Seat
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.cases import standing
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.selectors.dossiers import schemes
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import dossiers, revisions
from governance.approval.services.seats import opinions, seats
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, WrongState
from registry.matters.models import ClockEvent
from registry.messages.models import Notification
from safety.plans.selectors import plans as safety_plans
from tests.factories import cases as stages
from tests.factories.plans import case_document

pytestmark = pytest.mark.django_db
ITEMS = [{"section": "safety", "text": "补充排土场稳定性计算。"}]
REASON = "设计参数已经复核，撤回原意见。"


DRAFTS = {"mining": (schemes.draft, "sequence"), "safety": (safety_plans.draft, "emergency")}


def change(here: stages.Scene, case: Case, section: str) -> None:
    """The company changes one text of one section of the dossier."""
    draft, field = DRAFTS[section]
    row = draft(case.application)
    assert row is not None
    dossiers.save(case.pk, section, by=here.applicant, data={field: "修改后的内容。"}, version=row.version)


def revised(here: stages.Scene, case: Case, section: str = "safety") -> Case:
    """A case after one revision of one section."""
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    change(here, case, section)
    revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    return case


def states(case: Case) -> dict[str, str]:
    return {seat.function: seat.state for seat in standing.seats(case)}


@pytest.mark.stage("deciding")
def test_only_the_touched_departments_speak_again(here: stages.Scene, case: Case) -> None:
    case = revised(here, case, "mining")
    assert case.state == Case.State.REVIEW
    looked = {seat.function: "mining" in seat.sections for seat in case.frozen.seats}
    assert looked["natural_resources"]
    assert not looked["ecology_environment"]
    assert states(case) == {
        function: Seat.State.OPEN if sees else Seat.State.CARRIED for function, sees in looked.items()
    }
    holders = {holder.organisation for holder in selectors.overview(case, reader=here.officer).holders}
    assert here.departments["ecology_environment"] not in holders


@pytest.mark.stage("deciding")
def test_a_revision_that_changes_nothing_asks_nobody_again(here: stages.Scene, case: Case) -> None:
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING
    assert set(states(case).values()) == {Seat.State.CARRIED}


@pytest.mark.stage("stopped")
def test_who_objected_speaks_again_even_when_untouched(here: stages.Scene, case: Case) -> None:
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert case.state == Case.State.REVIEW
    assert states(case)["emergency_management"] == Seat.State.OPEN


@pytest.mark.stage("deciding")
def test_a_new_document_touches_everybody(here: stages.Scene, case: Case) -> None:
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    case_document(case, "slope-stability", sha256="1" * 64)
    revisions.submit(case.pk, by=here.applicant)
    assert set(states(case).values()) == {Seat.State.OPEN}


@pytest.mark.stage("deciding")
def test_the_clock_of_the_decision_stands_still_while_the_company_changes_the_dossier(
    here: stages.Scene, case: Case
) -> None:
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    assert readings.one(case, Clock.DECISION).shown.state.value == "paused"
    assert Notification.objects.filter(recipient=here.applicant, kind="cases.revision_asked").exists()
    with pytest.raises(WrongState):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    change(here, case, "safety")
    revisions.submit(case.pk, by=here.applicant)
    assert readings.one(case, Clock.DECISION).shown.state.value == "running"


@pytest.mark.stage("deciding")
def test_a_revision_must_say_what_is_to_change(here: stages.Scene, case: Case) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(Incomplete) as refused:
        revisions.ask_revision(case.pk, by=here.officer, items=[{"text": " "}], due_on=yesterday)
    assert set(refused.value.fields) == {"items", "due_on"}
    with pytest.raises(NotAllowed):
        revisions.ask_revision(case.pk, by=here.reviewers["natural_resources"], items=ITEMS)


@pytest.mark.stage("deciding")
def test_a_carried_opinion_is_confirmed_with_one_click_by_its_department_only(here: stages.Scene, case: Case) -> None:
    case = revised(here, case, "mining")
    seat = here.seat(case, "ecology_environment")
    with pytest.raises(NotAllowed):
        seats.confirm(seat.pk, by=here.reviewers["natural_resources"])
    seats.confirm(seat.pk, by=here.reviewers["ecology_environment"])
    seat.refresh_from_db()
    assert seat.confirmed_by == here.reviewers["ecology_environment"]
    with pytest.raises(WrongState):
        seats.confirm(seat.pk, by=here.reviewers["ecology_environment"])


@pytest.mark.stage("deciding")
def test_a_carried_opinion_keeps_its_conditions_in_the_decision(here: stages.Scene, case: Case) -> None:
    case = revised(here, case, "mining")
    for function in ("natural_resources", "emergency_management"):
        if here.seat(case, function).state == Seat.State.OPEN:
            stages.speak(here, case, function)
    stages.pass_checks(here, case)
    decision = decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert [row.text for row in decision.conditions.all()] == ["补充监测井两口"]


@pytest.mark.stage("deciding")
def test_a_withdrawn_opinion_is_kept_and_counts_no_more(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    follower = opinions.withdraw(seat.pk, by=here.reviewers["ecology_environment"], reason=REASON)
    case.refresh_from_db()
    assert case.state == Case.State.REVIEW
    assert Opinion.objects.filter(seat=seat).exists()
    assert follower.state == Seat.State.OPEN
    assert standing.conditions(case) == []
    assert standing.opinion_of(here.seat(case, "ecology_environment")) is None
    event = AuditEvent.objects.filter(verb="opinions.withdraw").latest("pk")
    assert event.after["reason"] == REASON
    with pytest.raises(WrongState):
        opinions.withdraw(seat.pk, by=here.reviewers["ecology_environment"], reason=REASON)


@pytest.mark.stage("stopped")
def test_withdrawing_the_only_objection_lets_the_case_go_on(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "emergency_management")
    opinions.withdraw(seat.pk, by=here.heads["emergency_management"], reason=REASON)
    case.refresh_from_db()
    assert case.state == Case.State.REVIEW
    assert set(states(case).values()) == {Seat.State.OPEN}
    for function in here.departments:
        stages.speak(here, case, function)
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING


@pytest.mark.stage("in_review")
def test_the_clock_of_a_withdrawn_opinion_goes_on_where_it_stood(here: stages.Scene, case: Case) -> None:
    stages.speak(here, case, "natural_resources")
    seat = here.seat(case, "natural_resources")
    used = readings.one(case, Clock.SEAT, seat).shown.days_used
    follower = opinions.withdraw(seat.pk, by=here.reviewers["natural_resources"], reason=REASON)
    reading = readings.one(case, Clock.SEAT, follower)
    assert reading.shown.state.value == "running"
    assert reading.shown.days_used == used


@pytest.mark.stage("countersigning")
def test_only_the_department_withdraws_and_only_before_the_decision(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "natural_resources")
    with pytest.raises(WrongState):
        opinions.withdraw(seat.pk, by=here.reviewers["natural_resources"], reason=REASON)
    other = stages.deciding(stages.scene("150602"))
    assert other.state == Case.State.DECIDING
    with pytest.raises(NotAllowed):
        opinions.withdraw(seat.pk, by=here.reviewers["ecology_environment"], reason=REASON)


@pytest.mark.stage("deciding")
def test_a_withdrawal_that_fails_late_leaves_no_trace(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "natural_resources")
    before = (case.state, case.version, AuditEvent.objects.count(), ClockEvent.objects.count())
    with (
        mock.patch(
            "governance.approval.services.seats.opinions.announcements.opinion_withdrawn", side_effect=RuntimeError
        ),
        pytest.raises(RuntimeError),
    ):
        opinions.withdraw(seat.pk, by=here.reviewers["natural_resources"], reason=REASON)
    case.refresh_from_db()
    seat.refresh_from_db()
    assert (case.state, case.version, AuditEvent.objects.count(), ClockEvent.objects.count()) == before
    assert seat.state == Seat.State.ANSWERED


@pytest.mark.stage("in_review")
def test_a_decision_on_the_same_mine_must_be_seen_before_an_opinion_counts(here: stages.Scene, case: Case) -> None:
    later = stages.signed_elsewhere(here)
    reviewer = here.reviewers["natural_resources"]
    seat = here.seat(case, "natural_resources")
    with pytest.raises(Incomplete) as refused:
        opinions.give(seat.pk, by=reviewer, kind="support")
    assert "acknowledged" in refused.value.fields
    opinions.give(seat.pk, by=reviewer, kind="support", acknowledged=[later.pk])
    assert standing.unseen(case, seat) == []


@pytest.mark.stage("deciding")
def test_a_decision_signed_after_the_opinions_holds_the_approval_until_all_have_seen_it(
    here: stages.Scene, case: Case
) -> None:
    stages.pass_checks(here, case)
    later = stages.signed_elsewhere(here)
    with pytest.raises(WrongState):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    tasks = [holder.task for holder in selectors.overview(case, reader=here.officer).holders]
    assert len(tasks) == 4
    for function, seat in ((seat.function, seat) for seat in standing.seats(case)):
        seats.acknowledge(seat.pk, by=here.reviewers[function], decision_ids=[later.pk])
    assert decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS).pk


@pytest.mark.stage("in_review")
def test_a_substitute_speaks_for_an_absent_officer(here: stages.Scene, case: Case) -> None:
    head, reviewer = here.heads["natural_resources"], here.reviewers["natural_resources"]
    seat = here.seat(case, "natural_resources")
    seats.assign(seat.pk, by=head, officer_id=head.pk)
    with pytest.raises(NotAllowed):
        opinions.give(seat.pk, by=reviewer, kind="support")
    today = timezone.localdate()
    given = {"officer_id": head.pk, "substitute_id": reviewer.pk, "valid_from": today, "valid_to": today}
    with pytest.raises(NotAllowed):
        seats.substitute(seat.organisation_id, by=reviewer, **given)
    seats.substitute(seat.organisation_id, by=head, **given)
    assert opinions.give(seat.pk, by=reviewer, kind="support").author == reviewer


@pytest.mark.stage("in_review")
def test_a_pause_of_the_decision_pauses_the_open_seats_and_tells_the_company(here: stages.Scene, case: Case) -> None:
    clocks.pause(
        case.pk, by=here.officer, reason="专家评审", reason_code="expert-review", told_by="书面送达",
        notice="专家评审需要十五日。", expected_days=15,
    )  # fmt: skip
    shown = {reading.clock: reading.shown.state.value for reading in readings.of_case(case) if reading.is_open}
    assert set(shown.values()) == {"paused"}
    note = Notification.objects.get(recipient=here.applicant, kind="cases.clock_paused")
    assert note.params["notice"] == "专家评审需要十五日。"
    stages.speak(here, case, "natural_resources")  # a pause stops the clock, not the work
    clocks.resume(case.pk, by=here.officer)
    shown = {reading.clock: reading.shown.state.value for reading in readings.of_case(case) if reading.is_open}
    assert set(shown.values()) == {"running"}
