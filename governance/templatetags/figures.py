"""The block on the page of a case that says what joint review saved."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone

from governance.approval.models import Case, SeatFigure
from governance.approval.rules.cases import case_days
from governance.approval.selectors.cases.cases import Overview
from governance.approval.selectors.clocks.clocks import CaseClock, Clock, counterfactual

register = template.Library()


@dataclass(frozen=True)
class Department:
    """How one department kept its period."""

    name: str
    used: int | None
    allowed: int
    in_time: bool


@dataclass(frozen=True)
class Savings:
    """The days of one case; `is_final` once they are kept with the decision."""

    real: int | None
    serial: int | None
    paused: int | None
    pauses: int
    rounds: int
    in_time: bool
    departments: list[Department]
    is_final: bool

    @property
    def saved(self) -> int | None:
        """Days in series minus days in reality."""
        return None if self.real is None or self.serial is None else self.serial - self.real


@register.inclusion_tag("governance/approval/_case_savings.html")
def savings_panel(case: Case, view: Overview) -> dict[str, Any]:
    """What the case took in reality and in series: as kept with the decision, or so far."""
    if not view.lanes:
        return {"savings": None}
    return {"savings": _kept(case) or _so_far(case, view), "case": case}


def _kept(case: Case) -> Savings | None:
    if case.is_open:
        return None
    rows = list(SeatFigure.objects.filter(figure__case=case).select_related("figure", "organisation"))
    figure = rows[0].figure if rows else getattr(case, "figure", None)
    if figure is None:
        return None
    return Savings(
        real=figure.days_real,
        serial=figure.days_serial,
        paused=figure.days_paused,
        pauses=figure.pauses,
        rounds=figure.rounds,
        in_time=figure.on_time,
        departments=[Department(r.organisation.name, r.days_used, r.days_allowed, r.on_time) for r in rows],
        is_final=True,
    )


def _so_far(case: Case, view: Overview) -> Savings:
    compared = counterfactual(case, view.clocks)
    running = [clock for clock in view.clocks if clock.clock != Clock.INTAKE]
    spans = case_days.paused_spans([clock.shown for clock in running], timezone.localdate())
    main = view.main_clock
    return Savings(
        real=compared.days_passed,
        serial=compared.seat_days,
        paused=None,
        pauses=len(spans),
        rounds=view.round.number if view.round else 0,
        in_time=not (main and main.shown.overdue),
        departments=[
            Department(clock.seat.organisation.name, clock.shown.days_used, clock.shown.days_allowed, _in_time(clock))
            for clock in running
            if clock.seat is not None
        ],
        is_final=False,
    )


def _in_time(clock: CaseClock) -> bool:
    return not clock.shown.overdue
