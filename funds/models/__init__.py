"""Tables of the funds room."""

from funds.models.plans import CostItem, FundingPlan, FundingYear

__all__ = ["CostItem", "FundingPlan", "FundingYear"]
