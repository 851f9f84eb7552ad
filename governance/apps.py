"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from governance import navigation, verbs


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Governance")

    def ready(self) -> None:
        from governance import providers

        navigation.register()
        verbs.register()
        providers.register()
