"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        from registry import contribution  # needs the models, which are loaded by now
        from registry.base.rules.contributions import contributions
        from registry.mines.views import origins

        origins.register()
        contributions.add(contribution.GIVEN)
