"""The published totals of a frozen dossier: what is dug, disturbed, restored or accepted, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from funds.plans.selectors import plans as funding
from governance.approval.models import Case, MiningScheme
from governance.approval.selectors.dossiers import schemes
from registry.base.rules import money
from restoration.acceptances.selectors import acceptances
from restoration.acceptances.selectors.acceptances import Totals as AcceptanceTotals
from restoration.plans.selectors import plans as restoration
from restoration.plans.selectors.plans import Totals


@dataclass(frozen=True)
class PlanTotals:
    """Figures of one revision, None for a section it does not hold.

    Money (10⁴ CNY) is published only of an approved plan, before that it is the applicant's own.
    """

    scheme: MiningScheme | None
    restoration: Totals | None
    acceptance: AcceptanceTotals | None
    restoration_cost: Decimal | None
    safety_cost: Decimal | None

    @property
    def is_plan(self) -> bool:
        """Whether the figures are those of a plan, rather than of a report on what was done."""
        return self.scheme is not None or self.restoration is not None


def of(case: Case, revision: int, *, with_money: bool) -> PlanTotals | None:
    """The totals of a frozen revision; None before anything was frozen, or where its sections hold no such figures."""
    if revision < 1:
        return None
    scheme = _section(case, "mining", schemes, revision)
    plan = _section(case, "restoration", restoration, revision)
    report = _section(case, "acceptance", acceptances, revision)
    budget = _section(case, "funds", funding, revision) if with_money else None
    if scheme is None and plan is None and report is None and budget is None:
        return None
    costs = funding.cost_totals(funding.read(budget)) if budget else None
    return PlanTotals(
        scheme=scheme,
        restoration=restoration.totals(restoration.read(plan)) if plan else None,
        acceptance=acceptances.totals(acceptances.read(report)) if report else None,
        restoration_cost=_ten_thousands(costs.restoration) if costs else None,
        safety_cost=_ten_thousands(costs.safety) if costs else None,
    )


def _section(case: Case, key: str, reader: Any, revision: int) -> Any:
    """The section of the revision, if the procedure asks for it."""
    return reader.revision(case.application, revision) if key in case.frozen.sections else None


def _ten_thousands(fen: int) -> Decimal:
    return (money.to_yuan(fen) / 10000).quantize(Decimal("0.01"))
