"""Reminders: once a step, whatever day the sweep missed, up to the superior; and silence where an article says so."""

import datetime as dt

import pytest
from django.utils import timezone

from config.demo.moments import at
from governance.approval.models import Case, Clock, Seat
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.clocks import clocks
from governance.approval.services.seats import silences
from registry.matters.models import ClockReminder
from registry.matters.services import reminders
from registry.messages.models import Notification
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(dt.datetime(2026, 3, 2, 10, 0))


@pytest.fixture
def case(here: stages.Scene) -> Case:
    with at(MONDAY):
        return stages.in_review(here)


def due_of(case: Case, function: str = "natural_resources") -> dt.date:
    seat = Seat.objects.get(round__case=case, function=function)
    with at(MONDAY):
        reading = readings.one(case, Clock.SEAT, seat)
    assert reading is not None
    assert reading.shown.due is not None
    return reading.shown.due


def sweep(day: dt.date) -> int:
    with at(timezone.make_aware(dt.datetime.combine(day, dt.time(9)))):
        return reminders.sweep()


def sent(case: Case) -> set[str]:
    return set(ClockReminder.objects.filter(matter=case.pk).values_list("step", flat=True))


def test_nothing_is_sent_while_there_is_time(case: Case) -> None:
    assert sweep(MONDAY.date() + dt.timedelta(days=1)) == 0


def test_a_step_is_sent_once_however_often_the_sweep_runs(case: Case, here: stages.Scene) -> None:
    due = due_of(case)
    assert sweep(due) == 3
    assert sweep(due) == 0
    notes = Notification.objects.filter(recipient=here.reviewers["natural_resources"], kind="cases.reminder_due")
    assert notes.count() == 1


def test_missed_days_are_made_good(case: Case, here: stages.Scene) -> None:
    due = due_of(case)
    sweep(due + dt.timedelta(days=10))
    assert {"overdue", "superior"} <= sent(case)
    head = Notification.objects.filter(recipient=here.heads["natural_resources"], kind="cases.reminder_overdue")
    assert head.exists()
    assert Notification.objects.filter(recipient=here.officer, kind="cases.reminder_superior").exists()


def test_a_clock_that_stands_still_reminds_nobody(case: Case, here: stages.Scene) -> None:
    due = due_of(case)
    with at(MONDAY + dt.timedelta(hours=1)):
        clocks.pause(case.pk, by=here.officer, **stages.PAUSE | {"expected_days": 60})
    assert sweep(due + dt.timedelta(days=10)) == 0


def test_silence_counts_only_where_an_article_is_cited(case: Case, here: stages.Scene) -> None:
    seat = here.seat(case, "ecology_environment")
    late = timezone.make_aware(dt.datetime.combine(due_of(case) + dt.timedelta(days=1), dt.time(9)))
    with at(late):
        assert silences.sweep() == 0
        Seat.objects.filter(pk=seat.pk).update(silence="consents", deemed_basis_zh="《某法》第一条")
        assert silences.sweep() == 1
        assert silences.sweep() == 0
    seat.refresh_from_db()
    assert seat.state == Seat.State.DEEMED
    with at(late):
        for function in ("natural_resources", "emergency_management"):
            stages.speak(here, case, function)
    case.refresh_from_db()
    assert case.state == Case.State.DECIDING


def test_silence_is_no_consent_before_the_period_is_over(case: Case, here: stages.Scene) -> None:
    seat = here.seat(case, "ecology_environment")
    Seat.objects.filter(pk=seat.pk).update(silence="consents", deemed_basis_zh="《某法》第一条")
    with at(MONDAY + dt.timedelta(days=2)):
        assert silences.deem(seat.pk) is None
