"""Sum the cost of works by purpose and year, splitting dual items by their documented key; all in integer fen.

Restoration money and safety money are each earmarked by law: they are planned together and never mixed. A dual item
costs each account its own part: restoration part = amount × restoration share, safety part = amount − restoration part.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from registry.base.rules import money


@dataclass(frozen=True)
class Cost:
    """One work item: `share` is the restoration share in per cent, for dual items only."""

    purpose: str
    year: int
    fen: int
    share: Decimal | None = None


@dataclass
class YearCost:
    """What one year costs each account, in fen; `dual` is the part of both sums that comes from dual items."""

    restoration: int = 0
    safety: int = 0
    dual: int = 0

    @property
    def total(self) -> int:
        """What the year costs in all."""
        return self.restoration + self.safety


@dataclass
class CostTotals:
    """What the works cost by year, by account and by purpose, in fen."""

    years: dict[int, YearCost] = field(default_factory=dict)
    purposes: dict[str, int] = field(default_factory=dict)
    restoration: int = 0
    safety: int = 0

    @property
    def total(self) -> int:
        """What all works cost."""
        return self.restoration + self.safety


def parts(cost: Cost) -> tuple[int, int]:
    """The restoration part and the safety part of one item."""
    if cost.purpose == "dual":
        return money.split(cost.fen, cost.share if cost.share is not None else Decimal(50))
    return (cost.fen, 0) if cost.purpose == "restoration" else (0, cost.fen)


def totals(costs: Iterable[Cost]) -> CostTotals:
    """Sum items by year, account and purpose; the years come in order."""
    found = CostTotals()
    for cost in sorted(costs, key=lambda cost: cost.year):
        restoration, safety = parts(cost)
        year = found.years.setdefault(cost.year, YearCost())
        year.restoration += restoration
        year.safety += safety
        year.dual += cost.fen if cost.purpose == "dual" else 0
        found.purposes[cost.purpose] = found.purposes.get(cost.purpose, 0) + cost.fen
        found.restoration += restoration
        found.safety += safety
    return found


@dataclass(frozen=True)
class Balance:
    """The restoration account over one year, in fen: negative `closing` means that money is short."""

    year: int
    accrued: int
    spent: int
    closing: int


def run_account(opening: int, accrued: dict[int, int], spent: dict[int, int]) -> list[Balance]:
    """Carry an account from year to year: closing = opening + accrued − spent."""
    found = []
    closing = opening
    for year in sorted(accrued.keys() | spent.keys()):
        closing += accrued.get(year, 0) - spent.get(year, 0)
        found.append(Balance(year, accrued.get(year, 0), spent.get(year, 0), closing))
    return found
