"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Governance")

    def ready(self) -> None:
        from governance import contribution  # needs the models, which are loaded by now
        from governance.approval.services.cases import case_kind
        from registry.base.rules.contributions import contributions

        case_kind.register()
        contributions.add(contribution.GIVEN)
