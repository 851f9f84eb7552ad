"""Lay out a value beside its limits on a scale of 0–100, so that a template only draws rectangles."""

from dataclasses import dataclass
from decimal import Decimal

ROOM = Decimal("0.08")


@dataclass(frozen=True)
class Gauge:
    """A bar from `x` with `width` (none without a value), and the places of the limits."""

    x: float
    width: float
    marks: tuple[float, ...]


def lay_out(value: Decimal | None, minimum: Decimal | None, maximum: Decimal | None) -> Gauge:
    """The bar runs from zero to the value; a little room is left beyond the outermost figure."""
    limits = [limit for limit in (minimum, maximum) if limit is not None]
    shown = [Decimal(0), *limits, *([] if value is None else [value])]
    low, high = min(shown), max(shown)
    if low == high:
        return Gauge(0.0, 0.0, tuple(0.0 for _limit in limits))
    room = (high - low) * ROOM
    low, span = low - (room if low < 0 else 0), high - low + room * (2 if low < 0 else 1)

    def at(figure: Decimal) -> float:
        return round(float((figure - low) / span * 100), 2)

    ends = sorted((at(Decimal(0)), at(value if value is not None else Decimal(0))))
    return Gauge(ends[0], round(ends[1] - ends[0], 2), tuple(at(limit) for limit in limits))
