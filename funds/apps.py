"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from funds import verbs


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Funds")

    def ready(self) -> None:
        from funds import providers

        verbs.register()
        providers.register()
