"""Who sees and who writes the ecological restoration plan of a mine."""

from registry.dossiers.policies.sections import SectionPolicy
from restoration.plans.models import RestorationPlan


class RestorationPlanPolicy(SectionPolicy[RestorationPlan]):
    """The rules of every section."""

    model = RestorationPlan
