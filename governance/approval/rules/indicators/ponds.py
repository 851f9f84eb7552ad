"""The class of a tailings pond, from its volume and its height.

Source: GB 39496-2020, from general knowledge and to be checked: class 1 from 50,000 (10⁴ m³) or 200 m, class 2 from
10,000 or 100 m, class 3 from 1,000 or 60 m, class 4 from 100 or 30 m, class 5 below. The higher class (lower number)
governs; where the two differ by more than one, the pond is put one class below the higher one.
"""

from dataclasses import dataclass
from decimal import Decimal

VOLUMES = (Decimal(50_000), Decimal(10_000), Decimal(1_000), Decimal(100))
HEIGHTS = (Decimal(200), Decimal(100), Decimal(60), Decimal(30))
CLASSES = range(1, 6)


@dataclass(frozen=True)
class PondLimit:
    """The least freeboard and the least dry beach of a class, in m; None is "no threshold is known"."""

    freeboard: Decimal | None = None
    beach: Decimal | None = None


def classify(volume: Decimal, height: Decimal) -> int:
    """The class of a pond of `volume` (10⁴ m³) and `height` (m): 1 is the largest, 5 the smallest."""
    by_volume, by_height = _step(volume, VOLUMES), _step(height, HEIGHTS)
    higher = min(by_volume, by_height)
    return higher + 1 if abs(by_volume - by_height) > 1 else higher


def _step(value: Decimal, limits: tuple[Decimal, ...]) -> int:
    return next((place for place, limit in enumerate(limits, start=1) if value >= limit), len(limits) + 1)
