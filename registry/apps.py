"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry import mine_words, verbs


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        verbs.register()
        mine_words.register()
        from registry import mine_search  # needs the models, which are loaded by now

        mine_search.register()
