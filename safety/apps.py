"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from safety import verbs


class SafetyConfig(AppConfig):
    name = "safety"
    verbose_name = _("Safety")

    def ready(self) -> None:
        from safety import providers

        verbs.register()
        providers.register()
