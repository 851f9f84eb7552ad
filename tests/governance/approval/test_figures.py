"""The figures of decided cases: kept at the signature, made anew with the calendar, equal to the clocks."""

import datetime as dt

import pytest

from governance.approval.models import Case, CaseFigure, SeatFigure
from governance.approval.selectors.clocks import clocks
from governance.approval.services.savings import figures
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.matters.models import ClockEvent
from tests.factories import decisions

pytestmark = pytest.mark.django_db
PAUSED = {"reason": "测试", "legal_basis": "法", "notice": "书面告知", "told_by": "何静", "expected_days": 2}


@pytest.mark.stage("decided")
def test_the_signature_keeps_the_figures(case: Case) -> None:
    figure = case.figure
    compared = clocks.counterfactual(case, clocks.of_case(case))
    assert (figure.days_real, figure.days_serial) == (compared.days_passed, compared.seat_days)
    assert (figure.outcome, figure.rounds, figure.pauses, figure.on_time) == ("approve", 1, 0, True)
    assert figure.is_simulated
    assert figure.seats.count() == 3


def test_a_worked_case() -> None:
    """Accepted 14 September 2026; answers on 21 and 28 September and 9 October: 6, 10 and 14 working days."""
    decisions.working_days()
    case = decisions.signed().case
    figure = figures.keep(case)
    assert figure is not None
    used = list(figure.seats.order_by("days_used").values_list("days_used", flat=True))
    assert used == [6, 10, 14]
    assert (figure.days_real, figure.days_serial) == (14, 30)
    assert not any(row.days_used > row.days_allowed for row in figure.seats.all())


def test_a_pause_counts_in_reality_and_not_in_series() -> None:
    decisions.working_days()
    case = decisions.signed().case
    seat = case.rounds.get().seats.last()
    zone = decisions.ZONE
    for kind, day in (("pause", 22), ("resume", 24)):
        ClockEvent.objects.create(
            matter=case.matter,
            subject=seat.pk,
            clock="seat",
            kind=kind,
            at=dt.datetime(2026, 9, day, 9, tzinfo=zone),
            **(PAUSED if kind == "pause" else {}),
        )
    figure = figures.keep(case)
    assert figure is not None
    assert (figure.days_real, figure.days_serial, figure.days_paused, figure.pauses) == (14, 27, 3, 1)


@pytest.mark.stage("refused")
def test_a_department_that_never_spoke_has_no_rate(case: Case) -> None:
    assert [row.function for row in case.figure.seats.all()] == ["emergency_management"]
    assert case.figure.outcome == "refuse"


@pytest.mark.stage("deciding")
def test_an_open_case_has_no_figures(case: Case) -> None:
    assert figures.keep(case) is None
    assert not CaseFigure.objects.exists()


@pytest.mark.stage("decided")
def test_missing_and_old_figures_are_made_anew(case: Case) -> None:
    before = CaseFigure.objects.values().get()
    assert figures.refresh_all() == 0
    CaseFigure.objects.all().delete()
    assert figures.refresh_all() == 1
    assert {**CaseFigure.objects.values().get(), "id": before["id"]} == before
    old = CalendarVersion.objects.latest("number")
    new = CalendarVersion.objects.create(number=old.number + 1, years=old.years, sources=old.sources)
    CalendarDay.objects.bulk_create(
        [CalendarDay(version=new, day=row.day, is_working=row.is_working, name=row.name) for row in old.days.all()]
    )
    assert figures.refresh_all() == 1
    case.refresh_from_db()
    assert case.figure.calendar_version == new.number
    assert SeatFigure.objects.count() == 3
