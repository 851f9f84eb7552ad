"""What a month of production may say: pure, without the database.

A figure far from what the capacity lets expect is not refused for good: it is asked back, for the commonest mistake is
another unit (10,000 t typed as t, 10,000 yuan as yuan), and it is taken when it comes back confirmed. The bounds are of
this platform, wide enough for a good month and narrow enough for a factor of 10,000 to stand out.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from registry.base.rules.problems import Problem
from registry.mines.rules import months

#: A month's output above so many times the month's share of the yearly capacity is asked back,
MOST_SHARES = Decimal(3)
#: and one below this part of it that is not 0.
LEAST_SHARE = Decimal("0.001")
#: Yuan for a tonne below or above which the sales of a month are asked back.
PRICES = Decimal(1), Decimal(1_000_000)
#: Products whose output is what the capacity counts.
RAW = frozenset({"raw_coal", "raw_ore", "stone"})
OF_PRODUCT, OF_MINE = ("output", "sold", "sales"), ("water", "energy", "people")

Figure = Decimal | int | None
Faults = dict[str, list[Problem]]


@dataclass(frozen=True)
class Setting:
    """What is known of the mine: its capacity in Mt a year and its opening year, None where they are not stated."""

    capacity: Decimal | None
    opened_in: int | None
    today: dt.date


def faults(
    month: dt.date | None, product: str, figures: Mapping[str, Figure], setting: Setting, *, is_confirmed: bool
) -> Faults:
    """Everything wrong with a month, by field; `is_confirmed` lets unusual figures pass, never impossible ones."""
    found: Faults = {}
    if month is not None and (wrong := _of_month(month, setting)):
        found["month"] = [wrong]
    own, other = (OF_MINE, OF_PRODUCT) if product == "mine" else (OF_PRODUCT, OF_MINE)
    code = "production.figure_of_product" if product == "mine" else "production.figure_of_mine"
    found |= {name: [Problem(code)] for name in other if figures.get(name) is not None}
    if all(figures.get(name) is None for name in own):
        found[own[0]] = [Problem("production.no_figure")]
    if not is_confirmed:
        for name, wrong in unusual(product, figures, setting).items():
            found.setdefault(name, []).append(wrong)
    return found


def unusual(product: str, figures: Mapping[str, Figure], setting: Setting) -> dict[str, Problem]:
    """The figures that are possible and improbable, by field."""
    found: dict[str, Problem] = {}
    output, sold, sales = (figures.get(name) for name in OF_PRODUCT)
    if setting.capacity and product in RAW and output:
        shares = Decimal(output) / (setting.capacity * 1_000_000 / 12)
        if shares > MOST_SHARES or shares < LEAST_SHARE:
            found["output"] = Problem("production.unusual_output", {"shares": f"{shares:.4g}"})
    if sold and sales:
        price = Decimal(sales) / Decimal(sold)
        if not PRICES[0] <= price <= PRICES[1]:
            found["sales"] = Problem("production.unusual_price", {"price": f"{price:.4g}"})
    return found


def _of_month(month: dt.date, setting: Setting) -> Problem | None:
    if month.day != 1:
        return Problem("month.not_a_month", {"value": month.isoformat()})
    if month > setting.today:
        return Problem("month.in_future", {"value": f"{month:%Y-%m}"})
    if month < months.FIRST:
        return Problem("month.too_early", {"value": f"{month:%Y-%m}", "first": f"{months.FIRST:%Y-%m}"})
    if setting.opened_in is not None and month.year < setting.opened_in:
        return Problem("month.before_opening", {"value": f"{month:%Y-%m}", "year": setting.opened_in})
    return None
