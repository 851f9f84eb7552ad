"""The figures of a joint plan as plain values: what the co-indicators are computed from.

None is a figure that the plan does not state; 0 is a figure. Lengths in m, angles in degrees, areas in hm², money in
CNY, volumes in 10⁴ m³ (water: a year).
"""

from dataclasses import dataclass
from decimal import Decimal

SLOPE, DUMP, TAILINGS = "slope", "dump", "tailings"


@dataclass(frozen=True)
class Year:
    """What is disturbed and restored in one year, in hm²."""

    year: int | None
    disturbed: Decimal | None
    restored: Decimal | None


@dataclass(frozen=True)
class Structure:
    """The design of one slope, dump or tailings pond."""

    kind: str
    name: str
    height: Decimal | None = None
    angle: Decimal | None = None
    volume: Decimal | None = None
    safety_factor: Decimal | None = None
    required_factor: Decimal | None = None
    freeboard: Decimal | None = None
    beach: Decimal | None = None


@dataclass(frozen=True)
class Watch:
    """What will be watched at a place."""

    kind: str
    place: str
    is_online: bool = False


@dataclass(frozen=True)
class Work:
    """One work item: `share` is the restoration share of a dual item in per cent."""

    name: str
    purpose: str
    year: int | None
    amount: Decimal | None
    share: Decimal | None = None


@dataclass(frozen=True)
class Accrual:
    """What goes into the two accounts in one year."""

    year: int | None
    restoration: Decimal | None
    safety: Decimal | None


@dataclass(frozen=True)
class MineWater:
    """Drainage of the mine, how much of it is used, and all water that the mine needs."""

    inflow: Decimal | None = None
    used: Decimal | None = None
    demand: Decimal | None = None


@dataclass(frozen=True)
class Topsoil:
    """Topsoil stripped, stored, needed for the restoration and spread again."""

    stripped: Decimal | None = None
    stored: Decimal | None = None
    required: Decimal | None = None
    reused: Decimal | None = None


@dataclass(frozen=True)
class Funding:
    """The money behind the plan: balance at the start, accruals by year, and a security that is in place."""

    opening: Decimal | None = None
    accruals: tuple[Accrual, ...] = ()
    security: Decimal | None = None


@dataclass(frozen=True)
class PlanFigures:
    """All figures of one revision of a plan."""

    first_year: int | None = None
    last_year: int | None = None
    years: tuple[Year, ...] = ()
    structures: tuple[Structure, ...] = ()
    watches: tuple[Watch, ...] = ()
    works: tuple[Work, ...] = ()
    funding: Funding = Funding()
    water: MineWater = MineWater()
    topsoil: Topsoil = Topsoil()
    method: str = ""
