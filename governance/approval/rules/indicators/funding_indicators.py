"""The co-indicators of money: what a hectare costs, and how far the money set aside goes.

Money in CNY, summed in whole fen by the rules of the funding plan. Formulas and source: `co_indicators`.
"""

from collections.abc import Sequence
from decimal import Decimal

from funds.plans.rules import costs
from funds.plans.rules.costs import Cost, CostTotals
from governance.approval.rules.indicators.measures import (
    AREA,
    RATIO,
    UNIT_COST,
    YUAN,
    ZERO,
    Measure,
    Part,
    Trail,
    area_years,
)
from governance.approval.rules.indicators.plan_figures import Funding, Work, Year
from registry.base.rules import money

TEN_THOUSAND = Decimal(10_000)


def _sum_costs(works: Sequence[Work], trail: Trail) -> CostTotals:
    found = []
    for row in works:
        amount = trail.take(row.name, "amount", row.amount)
        share = trail.take(row.name, "restoration_share", row.share) if row.purpose == "dual" else None
        if not row.purpose or row.year is None:
            trail.miss("no-figure", row.name, "year" if row.purpose else "purpose")
        elif amount is not None and (share is not None or row.purpose != "dual"):
            found.append(Cost(row.purpose, row.year, money.to_fen(amount), share))
    if not works:
        trail.miss("no-rows")
    return costs.totals(found)


def cost_per_hectare(works: Sequence[Work], years: Sequence[Year]) -> Measure:
    """Restoration cost (the restoration part of dual items included) / restored area."""
    trail = Trail("funds", "items")
    cost = money.to_yuan(_sum_costs(works, trail).restoration)
    area = trail.at("restoration", "years")
    restored = sum((row[2] for row in area_years(years, area)), ZERO)
    if not restored and not trail.gaps:
        area.miss("zero", name="restored")
    parts = [Part("restoration-cost", cost, YUAN), Part("restored", restored, AREA)]
    return trail.measure("cost-per-hectare", UNIT_COST, cost / TEN_THOUSAND / restored if restored else None, parts)


def security_coverage(works: Sequence[Work], funding: Funding) -> Measure:
    """The lower of the two accounts' coverage; the law earmarks both, so a surplus of one never covers the other."""
    trail = Trail("funds", "items")
    total = _sum_costs(works, trail)
    own = trail.at("funds")
    opening = own.take("", "opening_balance", funding.opening) or ZERO
    security = own.take("", "security_amount", funding.security, optional=True) or ZERO
    rows = trail.at("funds", "years")
    set_aside = {"restoration": opening + security, "safety": ZERO}
    for row in funding.accruals:
        record = str(row.year or "?")
        set_aside["restoration"] += rows.take(record, "restoration_accrual", row.restoration) or ZERO
        set_aside["safety"] += rows.take(record, "safety_accrual", row.safety) or ZERO
    if not funding.accruals:
        rows.miss("no-rows")
    parts, needed = [], {"restoration": money.to_yuan(total.restoration), "safety": money.to_yuan(total.safety)}
    for account, cost in needed.items():
        if cost:
            parts.append(Part(f"{account}-covered", set_aside[account] / cost, RATIO))
    if not needed["restoration"] and not trail.gaps:
        trail.miss("zero", name="restoration")
    lowest = min((part.value for part in parts), default=None)
    return trail.measure("security-coverage", RATIO, lowest, parts)
