"""Which form belongs to which section of a dossier."""

from funds.plans.forms.plans import PlanBundle as FundingBundle
from governance.approval.forms.schemes import SchemeBundle
from registry.dossiers.forms.sections import SectionBundle
from restoration.acceptances.forms.acceptances import ReportBundle as AcceptanceBundle
from restoration.plans.forms.plans import PlanBundle as RestorationBundle
from safety.plans.forms.plans import PlanBundle as SafetyBundle

BUNDLES: dict[str, type[SectionBundle]] = {
    "mining": SchemeBundle,
    "restoration": RestorationBundle,
    "safety": SafetyBundle,
    "funds": FundingBundle,
    "acceptance": AcceptanceBundle,
}
