"""Read funding plans, what they cost and how the accounts run."""

from uuid import UUID

from funds.plans.models import CostItem, FundingPlan, FundingYear
from funds.plans.rules import costs
from funds.plans.rules.costs import Balance, Cost, CostTotals
from registry.base.rules import money
from registry.dossiers.selectors import sections
from registry.dossiers.selectors.sections import Content, Layout, RowKind
from registry.mines.models import Mine

LAYOUT = Layout(
    FundingPlan,
    (
        RowKind("items", CostItem, ("name", "year")),
        RowKind("years", FundingYear, ("year",)),
    ),
)


def draft(application: UUID) -> FundingPlan | None:
    """The draft of an application."""
    return sections.draft(LAYOUT, application)


def revision(application: UUID, number: int) -> FundingPlan | None:
    """One revision of an application."""
    return sections.revision(LAYOUT, application, number)


def approved(mine: Mine) -> FundingPlan | None:
    """The plan that the mine works by."""
    return sections.approved(LAYOUT, mine)


def read(plan: FundingPlan) -> Content[FundingPlan]:
    """The plan with its cost items and its funding years."""
    return sections.read(LAYOUT, plan)


def cost_totals(content: Content[FundingPlan]) -> CostTotals:
    """What the works cost, leaving out rows that are not filled in yet."""
    return costs.totals(
        Cost(row.purpose, row.year, money.to_fen(row.amount), row.restoration_share)
        for row in content.rows["items"]
        if row.amount is not None and row.year is not None and row.purpose
    )


def accruals(content: Content[FundingPlan]) -> dict[str, dict[int, int]]:
    """What goes into the two accounts by year, in fen."""
    rows = [row for row in content.rows["years"] if row.year is not None]
    return {
        "restoration": {row.year: money.to_fen(row.restoration_accrual or 0) for row in rows},
        "safety": {row.year: money.to_fen(row.safety_accrual or 0) for row in rows},
    }


def restoration_account(content: Content[FundingPlan]) -> list[Balance]:
    """The restoration account from year to year, from its balance at the start of the plan."""
    spent = {year: cost.restoration for year, cost in cost_totals(content).years.items()}
    return costs.run_account(
        money.to_fen(content.section.opening_balance or 0), accruals(content)["restoration"], spent
    )


def safety_account(content: Content[FundingPlan]) -> list[Balance]:
    """The safety account from year to year, from nothing."""
    spent = {year: cost.safety for year, cost in cost_totals(content).years.items()}
    return costs.run_account(0, accruals(content)["safety"], spent)
