"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RestorationConfig(AppConfig):
    name = "restoration"
    verbose_name = _("Restoration")

    def ready(self) -> None:
        from registry.base.rules.contributions import contributions
        from restoration import contribution  # needs the models, which are loaded by now

        contributions.add(contribution.GIVEN)
