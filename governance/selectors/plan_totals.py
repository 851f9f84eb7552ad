"""The totals of a frozen plan that are published: what is dug, disturbed and restored, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal

from funds.selectors import plans as funding
from governance.models import Case, MiningScheme
from governance.selectors import schemes
from registry.rules import money
from restoration.selectors import plans as restoration
from restoration.selectors.plans import Totals


@dataclass(frozen=True)
class PlanTotals:
    """Figures of one revision; money (10⁴ CNY) only of an approved plan, otherwise it is the applicant's own."""

    scheme: MiningScheme | None
    restoration: Totals | None
    restoration_cost: Decimal | None
    safety_cost: Decimal | None


def of(case: Case, revision: int, *, with_money: bool) -> PlanTotals | None:
    """The totals of a frozen revision; None before anything was frozen."""
    if revision < 1:
        return None
    scheme = schemes.revision(case.application, revision)
    plan = restoration.revision(case.application, revision)
    budget = funding.revision(case.application, revision) if with_money else None
    costs = funding.cost_totals(funding.read(budget)) if budget else None
    if scheme is None and plan is None:
        return None
    return PlanTotals(
        scheme=scheme,
        restoration=restoration.totals(restoration.read(plan)) if plan else None,
        restoration_cost=_ten_thousands(costs.restoration) if costs else None,
        safety_cost=_ten_thousands(costs.safety) if costs else None,
    )


def _ten_thousands(fen: int) -> Decimal:
    return (money.to_yuan(fen) / 10000).quantize(Decimal("0.01"))
