"""The work queue equals what `who_is_blocking` says, in every state and after every act."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from governance.approval.models import Case, Seat
from governance.approval.selectors.cases.blocking import who_is_blocking
from governance.approval.selectors.clocks import clocks
from governance.approval.services.cases import cases
from governance.approval.services.clocks import clocks as clock_services
from governance.approval.services.seats import seats
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.matters.models import ClockEvent, Matter, QueueEntry
from registry.matters.services import queues
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db
REASON = {
    "reason": "专家评审", "legal_basis": "行政许可法第四十五条", "notice": "书面告知", "told_by": "何静",
    "expected_days": 15,
}  # fmt: skip


def said(case: Case) -> list[tuple[object, ...]]:
    holders = who_is_blocking(case, clocks.of_case(case))
    with translation.override("en"):
        tasks = [str(holder.task) for holder in holders]
    return [
        (
            holder.organisation.pk,
            holder.subject,
            holder.officer.pk if holder.officer else None,
            task,
            holder.clock.clock if holder.clock else "",
            holder.due,
            bool(holder.clock and holder.clock.shown.state.value == "paused"),
        )
        for holder, task in zip(holders, tasks, strict=True)
    ]


def kept(case: Case) -> list[tuple[object, ...]]:
    rows = case.queue_entries.order_by("id")
    return [(e.organisation_id, e.subject, e.officer_id, e.task_en, e.clock, e.due_on, e.is_paused) for e in rows]


STAGES = ("draft", "submitted", "in_review", "deciding", "stopped", "countersigning", "decided")
HELD_TO_THE_END = "the office delivers what was signed"


@pytest.mark.parametrize("stage", STAGES)
def test_the_queue_equals_the_blocking_list(here: stages.Scene, stage: str) -> None:
    case = getattr(stages, stage)(here)
    case.refresh_from_db()
    assert kept(case) == said(case)
    assert kept(case), HELD_TO_THE_END
    assert not queues.stale().exists()


@pytest.mark.stage("submitted")
def test_a_case_that_waits_for_corrections_and_one_taken_back(here: stages.Scene, case: Case) -> None:
    from governance.approval.services.cases import intake

    intake.ask_corrections(case.pk, by=here.clerk, items=[{"section": "safety", "text": "缺少稳定性计算"}])
    case.refresh_from_db()
    assert kept(case) == said(case)
    cases.withdraw(case.pk, by=here.applicant, reason="另行申请")
    assert not QueueEntry.objects.exists()


@pytest.mark.stage("in_review")
def test_pause_resume_and_assignment_are_kept(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    clock_services.pause(case.pk, by=here.reviewers["ecology_environment"], seat_id=seat.pk, **stages.PAUSE)
    assert case.queue_entries.get(subject=seat.pk).is_paused
    assert kept(case) == said(case)
    clock_services.resume(case.pk, by=here.reviewers["ecology_environment"], seat_id=seat.pk)
    assert not case.queue_entries.get(subject=seat.pk).is_paused
    officer = here.reviewers["ecology_environment"]
    seats.assign(seat.pk, by=here.heads["ecology_environment"], officer_id=officer.pk)
    assert case.queue_entries.get(subject=seat.pk).officer == officer
    assert kept(case) == said(case)


@pytest.mark.stage("in_review")
def test_making_it_anew_changes_nothing(here: stages.Scene, case: Case) -> None:
    before = list(case.queue_entries.values())
    queues.refresh(case)
    assert queues.refresh_all() == 1
    assert list(case.queue_entries.values()) == before


@pytest.mark.stage("in_review")
def test_since_stays_while_the_same_body_holds_the_same_task(here: stages.Scene, case: Case) -> None:
    old = timezone.now() - dt.timedelta(days=9)
    case.queue_entries.update(since=old)
    stages.speak(here, case, "ecology_environment")
    assert set(case.queue_entries.values_list("since", flat=True)) == {old}


def _new_calendar() -> None:
    """The same years, with a holiday on each of the next ten days."""
    before = CalendarVersion.objects.latest("number")
    after = CalendarVersion.objects.create(number=before.number + 1, years=before.years, sources=before.sources)
    days = {row.day: row.is_working for row in before.days.all()}
    days |= {timezone.localdate() + dt.timedelta(days=n): False for n in range(1, 11)}
    CalendarDay.objects.bulk_create(
        [CalendarDay(version=after, day=day, is_working=work, name="x", name_en="x") for day, work in days.items()]
    )


@pytest.mark.parametrize("damage", ["missing", "calendar", "officer", "event", "version", "ended"])
@pytest.mark.stage("in_review")
def test_the_sweep_heals(here: stages.Scene, damage: str, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    if damage == "missing":
        case.queue_entries.all().delete()
    elif damage == "calendar":
        _new_calendar()
    elif damage == "officer":
        Seat.objects.filter(pk=seat.pk).update(officer=here.reviewers["ecology_environment"])
    elif damage == "event":
        ClockEvent.objects.create(matter=case.matter, clock="seat", subject=seat.pk, kind="pause", **REASON)
    elif damage == "version":
        Matter.objects.filter(pk=case.pk).update(version=99)
    else:
        Case.objects.filter(pk=case.pk).update(state="withdrawn")
    case.refresh_from_db()
    if damage != "version":
        assert kept(case) != (said(case) if case.is_open else [])
    queues.sweep()
    assert kept(case) == (said(case) if case.is_open else [])
    assert not queues.stale().exists()
