"""Days on which everything goes wrong: what a case must survive without a wrong clock, a lost hold or a silent halt."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pgtrigger
import pytest
from django.core.cache import cache
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from funds.plans.selectors import plans as funding_plans
from governance.approval import tasks
from governance.approval.models import Case, Clock, Conflict, Seat
from governance.approval.policies.impartiality import OWN_CASE
from governance.approval.selectors.cases import standing
from governance.approval.selectors.cases.blocking import Holder, who_is_blocking
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import intake, links
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.decisions import decisions, letters
from governance.approval.services.dossiers import dossiers, revisions
from governance.approval.services.notices import notices
from governance.approval.services.seats import opinions, seats
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, WrongState
from registry.calendar.rules.calendar_days import DayRow
from registry.calendar.selectors import calendars as calendar_tables
from registry.calendar.services import calendars
from registry.matters.models import Obligation
from registry.messages.models import Notification
from registry.mines.models import Mine
from registry.people.services import memberships, organisations
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories import checks as check_factory
from tests.factories import conflicts as factory
from tests.factories import seen
from tests.factories.memberships import MembershipFactory, member
from tests.factories.mines import held_mine
from tests.factories.organisations import committee_office, company, ecology
from tests.factories.plans import complete_dossier
from tests.governance.approval.test_rounds import ITEMS, REASON, change
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
PAUSE = stages.PAUSE
OBJECTION: dict[str, Any] = {"ground": "煤矿安全生产条例第三十六条", "reasons": "边坡角大于设计最大值，未处理。"}


@pytest.fixture
def here(played: Played) -> stages.Scene:
    return played.here


@contextlib.contextmanager
def on(year: int, month: int, day: int) -> Iterator[None]:
    """Let it be that day, at eleven in the morning in China."""
    with mock.patch("django.utils.timezone.now", return_value=dt.datetime(year, month, day, 3, tzinfo=dt.UTC)):
        yield


def sibling(here: stages.Scene) -> stages.Scene:
    mine = held_mine(here.company, region_code="150621", is_simulated=True)
    return stages.Scene(**{**here.__dict__, "mine": mine})


def state_of(case: Case, seat: Seat | None = None) -> str:
    clock = Clock.SEAT if seat else Clock.DECISION
    reading = readings.one(case, clock, seat)
    assert reading is not None
    return reading.shown.state.value


def holders(case: Case) -> list[Holder]:
    case.refresh_from_db()
    return who_is_blocking(case, readings.of_case(case))


def statuses(user: User, case: Case) -> dict[str, int]:
    """What the pages on which the case stands answer."""
    client = seen.Reader(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    routes = ("case_list", "queue", "obligation_list", "obligation_calendar", "meeting_list", "public_home")
    paths = [reverse(f"governance:{route}") for route in routes]
    paths += [reverse("governance:case_detail", args=[case.pk]), reverse("governance:public_case", args=[case.number])]
    paths += [reverse("api:application-list"), reverse("api:application-detail", args=[case.pk])]
    return {path: client.get(path).status_code for path in paths}


def publish_2027() -> None:
    version = calendar_tables.current_version()
    assert version is not None
    rows = [*calendar_tables.rows(version), DayRow(dt.date(2027, 1, 1), False, "元旦", "New Year")]
    years = [*version.years, 2027]
    calendars.publish(rows, years=years, sources={**version.sources, "2027": "国办发明电"}, by=SYSTEM)


# Pauses


@pytest.mark.stage("in_review")
def test_an_opinion_given_during_the_pause_of_its_department_can_be_withdrawn(here: stages.Scene, case: Case) -> None:
    who = here.reviewers["natural_resources"]
    seat = here.seat(case, "natural_resources")
    clocks.pause(case.pk, by=who, seat_id=seat.pk, **PAUSE)
    stages.speak(here, case, "natural_resources")
    follower = opinions.withdraw(seat.pk, by=who, reason=REASON)
    assert state_of(case, follower) == "running"


@pytest.mark.stage("in_review")
def test_a_withdrawn_opinion_opens_no_clock_that_runs_while_the_decision_is_paused(
    here: stages.Scene, case: Case
) -> None:
    who = here.reviewers["natural_resources"]
    clocks.pause(case.pk, by=here.officer, **PAUSE)
    stages.speak(here, case, "natural_resources")
    follower = opinions.withdraw(here.seat(case, "natural_resources").pk, by=who, reason=REASON)
    assert state_of(case, follower) == "paused"
    clocks.resume(case.pk, by=here.officer)
    assert state_of(case, follower) == "running"


@pytest.mark.stage("in_review")
def test_seats_that_open_again_after_an_objection_stay_paused_with_the_decision(here: stages.Scene, case: Case) -> None:
    clocks.pause(case.pk, by=here.officer, **PAUSE)
    stages.speak(here, case, "emergency_management", "object", **OBJECTION)
    seat = here.seat(case, "emergency_management")
    opinions.withdraw(seat.pk, by=here.reviewers["emergency_management"], reason=REASON)
    assert {state_of(case, one) for one in standing.seats(case)} == {"paused"}


@pytest.mark.stage("in_review")
def test_a_pause_of_the_office_outlives_the_change_of_the_dossier(here: stages.Scene, case: Case) -> None:
    clocks.pause(case.pk, by=here.officer, **PAUSE)
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    change(here, case, "safety")
    revisions.submit(case.pk, by=here.applicant)
    assert state_of(case) == "paused"
    assert {state_of(case, one) for one in standing.seats(case) if one.state == Seat.State.OPEN} == {"paused"}
    clocks.resume(case.pk, by=here.officer)
    assert {state_of(case, one) for one in standing.seats(case) if one.state == Seat.State.OPEN} == {"running"}


@pytest.mark.stage("in_review")
def test_a_departments_own_pause_outlives_the_pause_of_the_decision(here: stages.Scene, case: Case) -> None:
    who = here.reviewers["natural_resources"]
    own, other = here.seat(case, "natural_resources"), here.seat(case, "ecology_environment")
    clocks.pause(case.pk, by=who, seat_id=own.pk, **PAUSE)
    clocks.pause(case.pk, by=here.officer, **PAUSE)
    with pytest.raises(WrongState):
        clocks.resume(case.pk, by=who, seat_id=own.pk)
    clocks.resume(case.pk, by=here.officer)
    assert (state_of(case, own), state_of(case, other)) == ("paused", "running")
    clocks.resume(case.pk, by=who, seat_id=own.pk)
    assert state_of(case, own) == "running"


@pytest.mark.stage("in_review")
def test_a_pause_that_lasts_longer_than_was_told_is_remembered_once_and_shown(here: stages.Scene, case: Case) -> None:
    clocks.pause(case.pk, by=here.officer, **PAUSE | {"expected_days": 3})
    assert all("专家评审" in holder.why for holder in holders(case))
    with on(2026, 12, 30):
        tasks.sweep_reminders()
        tasks.sweep_reminders()
    told = Notification.objects.filter(recipient=here.officer, kind="cases.reminder_overdue")
    assert told.count() == 1


@pytest.mark.stage("in_review")
def test_two_servers_that_disagree_about_the_time_break_no_clock(here: stages.Scene, case: Case) -> None:
    clocks.pause(case.pk, by=here.officer, **PAUSE)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() - dt.timedelta(minutes=5)):
        clocks.resume(case.pk, by=here.officer)
    assert state_of(case) == "running"


# Years without a calendar


def test_a_year_without_a_calendar_breaks_no_page_and_no_sweep(here: stages.Scene) -> None:
    with on(2026, 12, 20):
        case = stages.pass_checks(here, stages.deciding(here))
        open_case = stages.in_review(sibling(here))
    with on(2027, 1, 8):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
        decisions.countersign(case.pk, by=here.heads["natural_resources"])
        letters.render_pending()
        for sweep in (tasks.sweep_intake, tasks.sweep_reminders, tasks.sweep_queue, tasks.sweep_figures):
            sweep()
        for user in (here.officer, here.applicant, here.reviewers["natural_resources"], here.government):
            for one in (case, open_case):
                assert [path for path, status in statuses(user, one).items() if status >= 500] == []


def test_the_new_calendar_dates_what_could_not_be_dated(here: stages.Scene) -> None:
    with on(2026, 12, 28):
        case = stages.in_review(here)
        stages.speak(here, case, "natural_resources")
        stages.speak(here, case, "emergency_management", "object", **OBJECTION)
        assert case.conflicts.get().due_on is None
    with on(2027, 1, 6):
        publish_2027()
        tasks.sweep_queue()
        assert case.conflicts.get().due_on == dt.date(2027, 1, 12)
        assert all(holder.due for holder in holders(case))


# People and bodies that leave


@pytest.mark.stage("in_review")
def test_an_officer_who_left_the_department_does_not_keep_its_colleagues_from_speaking(
    here: stages.Scene, case: Case
) -> None:
    function = "ecology_environment"
    seat, gone = here.seat(case, function), here.reviewers[function]
    seats.assign(seat.pk, by=here.heads[function], officer_id=gone.pk)
    memberships.end(gone.memberships.get().pk, by=SYSTEM)
    colleague = member(Role.REVIEWER, here.departments[function])
    assert opinions.give(seat.pk, by=colleague, kind="support").author == colleague


@pytest.mark.stage("in_review")
def test_a_department_that_took_the_place_of_a_closed_one_gets_its_open_seat(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    organisations.end(seat.organisation_id, by=SYSTEM, on=timezone.localdate())
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + dt.timedelta(days=1)):
        tasks.sweep_reminders()
        (waiting,) = [holder for holder in holders(case) if holder.subject == seat.pk]
        assert waiting.why
        heir = ecology()
        tasks.sweep_reminders()
        seat.refresh_from_db()
        assert seat.organisation == heir
        assert AuditEvent.objects.filter(verb="seats.succeed").count() == 1
        opinions.give(seat.pk, by=member(Role.REVIEWER, heir), kind="support")


@pytest.mark.stage("stopped")
def test_an_office_that_took_the_place_of_a_closed_one_leads_its_cases(here: stages.Scene, case: Case) -> None:
    organisations.end(here.office.pk, by=SYSTEM, on=timezone.localdate())
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + dt.timedelta(days=1)):
        heir = committee_office()
        tasks.sweep_reminders()
        case.refresh_from_db()
        assert case.office == heir
        officer = member(Role.COMMITTEE_OFFICE, heir)
        decisions.propose(case.pk, by=officer, outcome="refuse", reasons=stages.REASONS)


@pytest.mark.stage("in_review")
def test_a_decision_that_no_head_may_sign_says_so(here: stages.Scene, case: Case) -> None:
    for function, head in here.heads.items():
        opinions.give(here.seat(case, function).pk, by=head, kind="support")
    case.refresh_from_db()
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert all(holder.why for holder in holders(case))
    deputy = member(Role.DEPARTMENT_HEAD, here.departments["natural_resources"])
    assert [holder.organisation for holder in holders(case)] == [here.departments["natural_resources"]]
    decisions.countersign(case.pk, by=deputy)


@pytest.mark.stage("submitted")
def test_a_case_that_cannot_be_accepted_by_silence_holds_up_no_other(here: stages.Scene, case: Case) -> None:
    broken, sound = case, stages.submitted(sibling(here))
    with pgtrigger.ignore("governance.Case:case_copies_matter"):
        Case.objects.filter(pk=broken.pk).update(region_code="110101")
    with on(2026, 12, 20):
        assert tasks.sweep_intake() == 1
    sound.refresh_from_db()
    assert sound.state == Case.State.REVIEW


@pytest.mark.stage("deciding")
def test_a_plan_is_not_approved_for_a_company_that_holds_the_mine_no_more(here: stages.Scene, case: Case) -> None:
    case = stages.pass_checks(here, case)
    buyer = company()
    Mine.objects.filter(pk=case.mine_id).update(
        holder=buyer, version=F("version") + 1
    )  # beside the service of the registry
    with pytest.raises(WrongState, match=buyer.name_zh):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.propose(case.pk, by=here.officer, outcome="refuse", reasons=stages.REASONS)


# What was agreed stays agreed


@pytest.mark.stage("decided")
def test_a_minor_amendment_sets_no_condition_twice(here: stages.Scene, case: Case) -> None:
    approved = case
    case = links.open_amendment(approved.pk, by=here.applicant, scope="minor", title_zh="方案变更")
    complete_dossier(case, by=here.applicant)
    revisions.submit(case.pk, by=here.applicant)
    intake.accept(case.pk, by=here.clerk)
    for seat in standing.seats(case):
        if seat.state == Seat.State.OPEN:
            stages.speak(here, case, seat.function)
    case.refresh_from_db()
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    assert Obligation.objects.filter(mine=here.mine, state__in=Obligation.PENDING).count() == 1


@pytest.mark.stage("in_review")
def test_what_a_department_has_acknowledged_is_not_asked_again_when_its_opinion_stands(
    here: stages.Scene, case: Case
) -> None:
    later = stages.signed_elsewhere(here)
    for function in here.departments:
        stages.speak(here, case, function, acknowledged=[later.pk])
    for _round in range(2):
        revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
        revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING
    assert standing.blind(case) == []
    another = stages.signed_elsewhere(here)
    assert len(standing.blind(case)) == len(here.departments)
    assert another.pk != later.pk


@pytest.mark.stage("contradicted")
def test_a_condition_that_fell_for_another_stands_again_when_that_one_is_withdrawn(
    here: stages.Scene, conflict: Conflict
) -> None:
    case, falling = conflict.case, conflict.sides.get(seat__function=factory.EE)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=factory.WORDS, falls=[falling.pk])
    for function in (factory.EM, factory.EE):
        conflict_acts.state(conflict.pk, by=here.reviewers[function], text=factory.WORDS, agrees=True)
    conflict_acts.settle_desk(conflict.pk, by=here.officer, text=factory.WORDS)
    assert falling.condition not in standing.conditions(case)
    opinions.withdraw(here.seat(case, factory.EM).pk, by=here.reviewers[factory.EM], reason=REASON)
    assert falling.condition in standing.conditions(case)
    stages.speak(here, case, factory.EM)
    assert falling.condition in standing.conditions(case)


@pytest.mark.stage("countersigning")
def test_a_decision_signed_after_the_draft_is_acknowledged_without_sending_the_draft_back(
    here: stages.Scene, case: Case
) -> None:
    head = here.heads["natural_resources"]
    later = stages.signed_elsewhere(here)
    with pytest.raises(WrongState):
        decisions.countersign(case.pk, by=head)
    assert {holder.organisation.function for holder in holders(case) if holder.subject} == set(here.departments)
    for function, reviewer in here.reviewers.items():
        seats.acknowledge(here.seat(case, function).pk, by=reviewer, decision_ids=[later.pk])
    decisions.countersign(case.pk, by=head)


@pytest.mark.stage("decided")
def test_obligations_survive_the_amendment_of_an_amendment(here: stages.Scene, case: Case) -> None:
    for number in range(2):
        case = links.open_amendment(case.pk, by=here.applicant, scope="major", title_zh=f"第{number + 1}次变更")
        complete_dossier(case, by=here.applicant)
        revisions.submit(case.pk, by=here.applicant)
        intake.accept(case.pk, by=here.clerk)
        for function in here.departments:
            stages.speak(here, case, function)
        case.refresh_from_db()
        stages.pass_checks(here, case)
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
        decisions.countersign(case.pk, by=here.heads["natural_resources"])
        case.refresh_from_db()
    (pending,) = Obligation.objects.filter(mine=here.mine, state__in=Obligation.PENDING)
    assert pending.matter == case.matter


WICKED = (
    '#panic("x") $a_b$ *粗* `c` [d] \\ @ref <lab> // 注 /* 注 */ = - + "引" ~ 😀 \u202e倒\u202c \u2028行 \u200b ﷽ '
    "<script>alert(1)</script> {{ x }} {% y %} %(z)s"
)


@pytest.mark.stage("in_review")
def test_letters_print_whatever_was_written(here: stages.Scene, case: Case) -> None:
    for function in here.departments:
        if function == "ecology_environment":
            conditions = [opinions.Condition(WICKED, dt.date(9999, 12, 31), WICKED)]
            stages.speak(here, case, function, "conditions", conditions=conditions, reasons=(WICKED * 40)[:5000])
        else:
            stages.speak(here, case, function, reasons=(WICKED * 40)[:5000])
    case.refresh_from_db()
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=(WICKED * 60)[:5000])
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    assert letters.render_pending() == 2
    body = page_of(here.officer, case)
    assert "<script>alert(1)" not in body


def page_of(user: User, case: Case) -> str:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("governance:case_detail", args=[case.pk])).content.decode()


@pytest.mark.stage("in_review")
def test_a_resident_writes_whatever_he_likes_and_nothing_breaks(here: stages.Scene, case: Case) -> None:
    notices.open_notice(case.pk, by=here.officer, text_zh="向社会公示本申请，征求意见。", days=10)
    client = seen.Reader(raise_request_exception=False)
    path = reverse("governance:public_comment", args=[case.number])
    for text in ("", " \u3000\n", "\x00", "a\x00b", "字" * 2001, WICKED, "\u2028" * 5, "٣²😀" * 100):
        cache.clear()
        assert client.post(path, {"text": text, "name": WICKED[:80], "contact": "\u202e"}).status_code < 500
    shown = client.get(reverse("governance:public_case", args=[case.number]))
    assert shown.status_code == 200
    assert "<script>alert(1)" not in shown.content.decode()


@pytest.mark.stage("in_review")
def test_nobody_speaks_drafts_or_signs_for_an_authority_in_the_case_of_his_own_company(
    here: stages.Scene, case: Case
) -> None:
    department = here.departments["natural_resources"]
    both = member(Role.REVIEWER, department)
    for role, body in (
        (Role.DEPARTMENT_HEAD, department),
        (Role.COMMITTEE_OFFICE, here.office),
        (Role.APPLICANT, here.company),
    ):
        MembershipFactory(user=both, organisation=body, role=role)
    seat = here.seat(case, "natural_resources")
    with pytest.raises(NotAllowed, match=str(OWN_CASE)):
        opinions.give(seat.pk, by=both, kind="support")
    with pytest.raises(NotAllowed, match=str(OWN_CASE)):
        clocks.pause(case.pk, by=both, **PAUSE)
    for function in here.departments:
        stages.speak(here, case, function)
    case.refresh_from_db()
    stages.pass_checks(here, case)
    with pytest.raises(NotAllowed, match=str(OWN_CASE)):
        decisions.propose(case.pk, by=both, outcome="approve", reasons=stages.REASONS)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    with pytest.raises(NotAllowed, match=str(OWN_CASE)):
        decisions.countersign(case.pk, by=both)


@pytest.mark.stage("deciding")
def test_a_bond_recorded_for_other_sums_is_recorded_again(here: stages.Scene, case: Case) -> None:
    case = stages.pass_checks(here, case)
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    row = funding_plans.draft(case.application)
    assert row is not None
    dossiers.save(case.pk, "funds", by=here.applicant, data={"safeguards": "改为银行保函。"}, version=row.version)
    revisions.submit(case.pk, by=here.applicant)
    for seat in standing.seats(case):
        if seat.state == Seat.State.OPEN:
            stages.speak(here, case, seat.function)
    with pytest.raises(Incomplete) as refused:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert len(refused.value.fields["checks"]) == 2
    for code in ("gate-security", "gate-restoration-money"):
        check_factory.record(case, code)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)


def test_a_withdrawn_opinion_adds_no_day_twice_to_what_the_reviews_took(here: stages.Scene) -> None:
    with on(2026, 3, 2):
        case = stages.in_review(here)
    with on(2026, 3, 12):
        for function in here.departments:
            stages.speak(here, case, function)
    with on(2026, 3, 16):
        opinions.withdraw(
            here.seat(case, "natural_resources").pk, by=here.reviewers["natural_resources"], reason=REASON
        )
    with on(2026, 3, 18):
        stages.speak(here, case, "natural_resources")
        compared = readings.counterfactual(case, readings.of_case(case))
    assert (compared.seat_days, compared.days_passed) == (8 + 8 + 9, 12)
