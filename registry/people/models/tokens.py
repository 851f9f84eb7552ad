"""Tokens with which a company's own systems call the API."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken):
    """A named token of one person; only its hash is kept, `token_key` is the beginning that tells tokens apart.

    A token works until `expiry`, until it is revoked (deleted), or until its person is disabled, whichever comes first.
    """

    name = models.CharField(_("name"), max_length=80)
    last_used_on = models.DateField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ("-created", "token_key")
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}…)"

    @property
    def is_over(self) -> bool:
        """Whether its time has run out."""
        return self.expiry is not None and self.expiry <= timezone.now()
