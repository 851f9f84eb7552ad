"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Funds")

    def ready(self) -> None:
        from funds import contribution  # needs the models, which are loaded by now
        from registry.base.rules.contributions import contributions

        contributions.add(contribution.GIVEN)
