"""Who sees and who writes the funding plan of a mine."""

from funds.plans.models import FundingPlan
from registry.dossiers.policies.sections import SectionPolicy


class FundingPlanPolicy(SectionPolicy[FundingPlan]):
    """The rules of every section."""

    model = FundingPlan
