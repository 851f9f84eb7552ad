"""Every table of the room, gathered for Django alone: whoever needs one imports it from its inner room."""

from funds.plans.models import CostItem, FundingPlan, FundingYear

__all__ = ["CostItem", "FundingPlan", "FundingYear"]
