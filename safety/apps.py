"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = _("Safety")

    def ready(self) -> None:
        from registry.base.rules.contributions import contributions
        from safety import contribution  # needs the models, which are loaded by now

        contributions.add(contribution.GIVEN)
