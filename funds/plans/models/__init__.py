"""The funding plan, versioned with its revisions."""

from funds.plans.models.plans import CostItem, FundingPlan, FundingYear

__all__ = ["CostItem", "FundingPlan", "FundingYear"]
