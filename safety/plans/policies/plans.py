"""Who sees and who writes the safety plan of a mine."""

from registry.dossiers.policies.sections import SectionPolicy
from safety.plans.models import SafetyPlan


class SafetyPlanPolicy(SectionPolicy[SafetyPlan]):
    """The rules of every section."""

    model = SafetyPlan
