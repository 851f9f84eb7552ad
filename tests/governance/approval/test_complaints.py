"""The seven complaints about permit systems, in the order in which their users make them: none may be possible here."""

import datetime as dt

import pytest
from django.utils import timezone

from governance.approval.models import Case, CheckRecord, Clock, Seat
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.cases import standing
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import intake, links
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from registry.base.rules.errors import Incomplete, WrongState
from registry.calendar.rules.working_days import DayType
from registry.calendar.services import calendars
from registry.matters.models import Obligation
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories.plans import complete_dossier

pytestmark = pytest.mark.django_db


def holders(case: Case, here: stages.Scene) -> list[str]:
    return [holder.task for holder in selectors.overview(case, reader=here.officer).holders]


@pytest.mark.parametrize("function", ["natural_resources", "emergency_management", "ecology_environment"])
@pytest.mark.stage("in_review")
def test_complaint_1_a_denied_review_did_not_stop_the_case(here: stages.Scene, function: str, case: Case) -> None:
    reasons = "不符合安全生产条件，依法不得批准。"
    stages.speak(here, case, function, "object", ground="安全生产法第六十三条", reasons=reasons)
    case.refresh_from_db()
    assert case.state == Case.State.STOPPED
    assert not Seat.objects.filter(round__case=case, state=Seat.State.OPEN).exists()
    stages.pass_checks(here, case)
    with pytest.raises(Incomplete):
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.propose(case.pk, by=here.officer, outcome="refuse", reasons=stages.REASONS)


@pytest.mark.stage("deciding")
def test_complaint_2_a_case_stays_stuck_after_everyone_has_answered_and_nobody_sees_why(
    here: stages.Scene, case: Case
) -> None:
    assert len(holders(case, here)) == 1
    later = stages.signed_elsewhere(here)
    stages.pass_checks(here, case)
    with pytest.raises(WrongState) as refused:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    for department in here.departments.values():
        assert str(department) in str(refused.value)
    blocking = selectors.overview(case, reader=here.officer).holders
    assert {holder.organisation.pk for holder in blocking} >= {body.pk for body in here.departments.values()}
    assert all(holder.since for holder in blocking)
    assert later.pk


@pytest.mark.stage("deciding")
def test_complaint_3_a_resubmission_reopens_departments_that_had_already_agreed(here: stages.Scene, case: Case) -> None:
    revisions.ask_revision(case.pk, by=here.officer, items=[{"text": "更正文字。"}])
    revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert {seat.state for seat in standing.seats(case)} == {Seat.State.CARRIED}
    assert case.state == Case.State.DECIDING


@pytest.mark.stage("deciding")
def test_complaint_4_holds_that_hold_nothing(here: stages.Scene, case: Case) -> None:
    stages.pass_checks(here, case)
    hold = CheckRecord.objects.filter(case=case, code="gate-major-hazard").latest("pk")
    CheckRecord.objects.create(
        case=case, code=hold.code, state="fail", happened_on=hold.happened_on, by=hold.by,
        organisation=hold.organisation, text="存在未消除的重大事故隐患。", at=timezone.now() + dt.timedelta(seconds=1),
    )  # fmt: skip
    with pytest.raises(Incomplete) as refused:
        decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    assert "存在未消除的重大事故隐患" in str(refused.value.fields)
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING


@pytest.mark.stage("countersigning")
def test_complaint_5_the_permit_is_issued_without_its_bond(here: stages.Scene, case: Case) -> None:
    bond = CheckRecord.objects.filter(case=case, code="gate-security").latest("pk")
    CheckRecord.objects.create(
        case=case, code=bond.code, state="fail", happened_on=bond.happened_on, by=bond.by,
        organisation=bond.organisation, text="担保函已经失效，未见替代。", at=timezone.now() + dt.timedelta(seconds=1),
    )  # fmt: skip
    with pytest.raises(Incomplete):
        decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    assert case.state == Case.State.COUNTERSIGNING


@pytest.mark.stage("in_review")
def test_complaint_6_business_days_counted_as_calendar_days(here: stages.Scene, case: Case) -> None:
    clock = readings.one(case, Clock.DECISION)
    assert clock is not None
    assert clock.rule.day_type == DayType.WORKING
    start = clock.shown.started_on
    assert start is not None
    table = readings.calendars.table()
    days = [start + dt.timedelta(days=n) for n in range(1, 120) if (start + dt.timedelta(days=n)).year == start.year]
    working = [day for day in days if table.is_working(day)]
    if clock.shown.due is not None:
        assert clock.shown.due == working[clock.shown.days_allowed - 1]
    else:
        assert clock.shown.not_yet_announced or len(working) < clock.shown.days_allowed


@pytest.mark.stage("decided")
def test_complaint_7_obligations_lost_when_a_permit_is_amended(here: stages.Scene, case: Case) -> None:
    approved = case
    before = list(Obligation.objects.filter(mine=here.mine, state="open").values_list("text", flat=True))
    assert before
    case = links.open_amendment(
        approved.pk, by=here.applicant, scope="major", title_zh="方案变更", title_en="Amendment"
    )  # fmt: skip
    complete_dossier(case, by=here.applicant)
    revisions.submit(case.pk, by=here.applicant)
    intake.accept(case.pk, by=here.clerk)
    for function in here.departments:
        stages.speak(here, case, function)
    case.refresh_from_db()
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    pending = Obligation.objects.filter(mine=here.mine, state__in=Obligation.PENDING)
    assert set(pending.values_list("text", flat=True)) >= set(before)
    assert all(row.matter_id == case.pk for row in pending)


def test_the_calendar_is_the_published_one(here: stages.Scene) -> None:
    calendars.seed_from_file(stages.laid_down.settings.DATA_DIR / "working_days.json", by=System("tests"))
    assert readings.calendars.table().is_working(dt.date(2026, 9, 20))
