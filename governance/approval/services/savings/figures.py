"""Keep what decided cases took, so that thousands can be summed up in SQL."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.approval.models import Case, CaseFigure, Decision, Seat, SeatFigure
from governance.approval.rules.cases import case_days
from governance.approval.selectors.checks import profiles
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.selectors.clocks.clocks import CaseClock, Clock
from registry.base.services import units
from registry.calendar.rules import clock as rules
from registry.calendar.rules.working_days import NotYetAnnounced, WorkingDayTable
from registry.calendar.selectors import calendars
from registry.matters.services import matters

DECIDED = (Case.State.APPROVED, Case.State.REFUSED)
#: A department that never spoke was neither in time nor late.
SILENT = (Seat.State.CLOSED, Seat.State.OPEN)


@units.unit()
def keep(case: Case) -> CaseFigure | None:
    """Write the figures of a decided case; asked twice, nothing changes. The caller holds the lock of the case."""
    if case.state not in DECIDED or case.accepted_at is None or case.decided_at is None:
        return None
    table = calendars.table()
    clocks = readings.of_cases([case], table=table)[case.pk]
    decided_on = timezone.localdate(case.decided_at)
    figure, _made = CaseFigure.objects.update_or_create(
        case=case,
        defaults={
            "procedure_code": case.frozen.code,
            "region_code": case.region_code,
            "method": case.mine.method,
            "size": profiles.size(case.mine),
            "outcome": Decision.Outcome.APPROVE if case.state == Case.State.APPROVED else Decision.Outcome.REFUSE,
            "accepted_on": timezone.localdate(case.accepted_at),
            "decided_on": decided_on,
            "rounds": case.rounds.count(),
            "is_simulated": case.is_simulated,
            "calendar_version": int(table.version),
            **_days(clocks, decided_on, table),
        },
    )
    figure.seats.all().delete()
    SeatFigure.objects.bulk_create(_seats(figure, clocks, decided_on, table))
    return figure


def refresh_all() -> int:
    """Make the figures anew that are missing or stand on an older calendar; returns how many."""
    keys = list(stale().order_by("pk").values_list("pk", flat=True))
    return sum(1 for key in keys if _refresh(key))


def stale() -> QuerySet[Case]:
    """Decided cases without figures, or with figures of another calendar."""
    version = int(calendars.table().version)
    rows = Case.objects.filter(state__in=DECIDED, accepted_at__isnull=False, decided_at__isnull=False)
    return rows.filter(Q(figure__isnull=True) | ~Q(figure__calendar_version=version))


@units.unit()
def _refresh(key: int) -> bool:
    case = Case.objects.filter(pk__in=matters.lock_all([key], skip_locked=True)).first()
    return case is not None and keep(case) is not None


def _days(clocks: list[CaseClock], until: dt.date, table: WorkingDayTable) -> dict[str, object]:
    """Days in reality and in series, and what was stopped; None where the calendar does not know a year."""
    seats = [reading.shown for reading in readings.measured(clocks)]
    main = [reading.shown for reading in clocks if reading.clock == Clock.DECISION]
    compared = rules.serial_counterfactual(seats, table, until)
    spans = case_days.paused_spans([*main, *seats], until)
    try:
        paused = case_days.days_in(spans, table)
    except NotYetAnnounced:
        paused = 0
    return {
        "days_real": compared.days_passed,
        "days_serial": compared.seat_days,
        "days_paused": paused,
        "pauses": len(spans),
        "on_time": not any(reading.overdue for reading in main),
    }


def _seats(figure: CaseFigure, clocks: list[CaseClock], until: dt.date, table: WorkingDayTable) -> list[SeatFigure]:
    """One row for each department that spoke, over all its seats in all rounds."""
    by_body: dict[int, list[CaseClock]] = {}
    for reading in readings.measured(clocks):
        if reading.seat is not None and reading.seat.state not in SILENT:
            by_body.setdefault(reading.seat.organisation_id, []).append(reading)
    rows = []
    for body, group in by_body.items():
        seats = [reading.seat for reading in group if reading.seat is not None]
        try:
            used = sum(case_days.counted_days(reading.shown.intervals, until, table) for reading in group)
        except NotYetAnnounced:
            continue
        silent = any(seat.state == Seat.State.DEEMED for seat in seats)
        rows.append(
            SeatFigure(
                figure=figure,
                organisation_id=body,
                function=seats[0].function,
                days_used=used,
                days_allowed=sum(reading.shown.days_allowed for reading in group),
                on_time=not silent and not any(reading.shown.overdue for reading in group),
            )
        )
    return rows
