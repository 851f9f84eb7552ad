"""Who sees and who writes the acceptance reports of a mine."""

from registry.dossiers.policies.sections import SectionPolicy
from restoration.acceptances.models import AcceptanceReport


class AcceptanceReportPolicy(SectionPolicy[AcceptanceReport]):
    """The rules of every section."""

    model = AcceptanceReport
