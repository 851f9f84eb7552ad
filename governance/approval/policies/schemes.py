"""Who sees and who writes the mining scheme of a mine."""

from governance.approval.models import MiningScheme
from registry.dossiers.policies.sections import SectionPolicy


class MiningSchemePolicy(SectionPolicy[MiningScheme]):
    """The rules of every section."""

    model = MiningScheme
