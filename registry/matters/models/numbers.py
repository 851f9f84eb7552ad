"""The series that numbers of cases and documents are drawn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The last number given in one series of one year.

    The row is locked from the draw to the end of the transaction, so an act that fails gives its number back and a
    series has no gaps. `scope` keeps series of one kind apart: the short name of the office on a document.
    """

    class Kind(models.TextChoices):
        CASE = "case", _("Case")
        DOCUMENT = "document", _("Document")
        RECEIPT = "receipt", _("Receipt")
        MINUTES = "minutes", _("Minutes")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    scope = models.CharField(_("scope"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        ordering = ("kind", "scope", "-year")
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["kind", "scope", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope} {self.year}"
