"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from restoration import verbs


class RestorationConfig(AppConfig):
    name = "restoration"
    verbose_name = _("Restoration")

    def ready(self) -> None:
        from restoration import providers

        verbs.register()
        providers.register()
