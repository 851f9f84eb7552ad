"""Figures of decided cases, as many as wanted, beside one decided case each."""

import datetime as dt
from typing import Any

from governance.approval.models import CaseFigure, SeatFigure
from tests.factories import decisions
from tests.factories.mines import held_mine


def figure(who: decisions.Cast, *, real: int = 14, serial: int = 30, late: str = "", **fields: Any) -> CaseFigure:
    """One decided case with these days; `late` names the function of a department that was not in time."""
    case = decisions.signed(who, mine=held_mine(who.company), is_simulated=fields.get("is_simulated", False)).case
    made = CaseFigure.objects.create(
        **{
            "case": case,
            "procedure_code": case.frozen.code,
            "region_code": case.region_code,
            "method": "open_pit",
            "size": "large",
            "outcome": "approve",
            "accepted_on": dt.date(2026, 9, 14),
            "decided_on": dt.date(2026, 10, 15),
            "days_real": real,
            "days_serial": serial,
            **fields,
        }
    )
    for department in who.departments:
        SeatFigure.objects.create(
            figure=made,
            organisation=department,
            function=department.function,
            days_used=serial // 3,
            days_allowed=20,
            on_time=department.function != late,
        )
    return made
