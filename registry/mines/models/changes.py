"""The change feed: what rooms above pull instead of being told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import append_only
from registry.mines.models.mines import Mine


class Change(models.Model):
    """One change of what the registry holds of a mine, numbered in the order of the commits.

    `number` grows without a later commit ever getting a smaller one (`services.changes`), so that who has read up to a
    number has read everything below it.
    """

    class Kind(models.TextChoices):
        PRODUCTION = "production", _("Production")
        HOLD = "hold", _("Hold")

    number = models.BigAutoField(_("number"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    mine = models.ForeignKey(Mine, models.PROTECT, related_name="changes")
    month = models.DateField(
        _("month"), null=True, blank=True, help_text=_("Its first day; empty where none is meant.")
    )
    row_key = models.BigIntegerField(_("key of the row"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("number",)
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["kind", "number"])]
        triggers = [append_only("change_append_only")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
