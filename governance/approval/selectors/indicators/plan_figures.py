"""Read the figures of a plan from the content of its sections."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from governance.approval.rules.indicators.plan_figures import (
    Accrual,
    Funding,
    MineWater,
    PlanFigures,
    Structure,
    Topsoil,
    Watch,
    Work,
    Year,
)

Content = Mapping[str, Any]


def read(content: Content) -> PlanFigures:
    """The figures of one revision; a section or a figure that is not there is simply not stated."""
    mining, restoration = _fields(content, "mining"), _fields(content, "restoration")
    funds = _fields(content, "funds")
    return PlanFigures(
        first_year=_year(restoration.get("start_year")),
        last_year=_year(restoration.get("end_year")),
        years=tuple(
            Year(_year(row.get("year")), number(row.get("disturbed")), number(row.get("restored")))
            for row in _rows(content, "restoration", "years")
        ),
        structures=tuple(_structure(row) for row in _rows(content, "safety", "structures")),
        watches=tuple(
            Watch(str(row.get("kind", "")), str(row.get("place", "")), bool(row.get("is_online")))
            for row in _rows(content, "safety", "monitoring")
        ),
        works=tuple(
            Work(
                name=str(row.get("name", "")),
                purpose=str(row.get("purpose", "")),
                year=_year(row.get("year")),
                amount=number(row.get("amount")),
                share=number(row.get("restoration_share")),
            )
            for row in _rows(content, "funds", "items")
        ),
        funding=Funding(
            opening=number(funds.get("opening_balance")),
            accruals=tuple(
                Accrual(
                    _year(row.get("year")), number(row.get("restoration_accrual")), number(row.get("safety_accrual"))
                )
                for row in _rows(content, "funds", "years")
            ),
            security=number(funds.get("security_amount")),
        ),
        water=MineWater(
            inflow=number(mining.get("mine_water_inflow")),
            used=number(mining.get("mine_water_used")),
            demand=number(mining.get("water_demand")),
        ),
        topsoil=Topsoil(
            stripped=number(restoration.get("topsoil_stripped")),
            stored=number(restoration.get("topsoil_stored")),
            required=number(restoration.get("topsoil_required")),
            reused=number(restoration.get("topsoil_reused")),
        ),
        method=str(mining.get("method") or ""),
    )


def number(value: Any) -> Decimal | None:
    """A figure of the canonical content; what is no finite number is not stated."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _structure(row: Mapping[str, Any]) -> Structure:
    names = ("height", "angle", "volume", "safety_factor", "required_factor", "freeboard", "beach")
    return Structure(
        kind=str(row.get("kind", "")), name=str(row.get("name", "")), **{name: number(row.get(name)) for name in names}
    )


def _year(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None else None


def _fields(content: Content, key: str) -> Mapping[str, Any]:
    return (content.get(key) or {}).get("fields") or {}


def _rows(content: Content, key: str, relation: str) -> list[Mapping[str, Any]]:
    return ((content.get(key) or {}).get("rows") or {}).get(relation) or []
