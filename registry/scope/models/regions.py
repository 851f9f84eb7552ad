"""Administrative regions by GB/T 2260 code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName


class Region(BilingualName):
    """A province, prefecture-level city or county-level district.

    A municipality is two rows with one code (110000 as province and as city). `prefix` is the part of the code that
    its whole subtree shares, so a subtree is a prefix match.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City or prefecture")
        DISTRICT = "district", _("County or district")

    code = models.CharField(_("GB/T 2260 code"), max_length=6)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    prefix = models.CharField(_("code prefix"), max_length=6)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ("code", "level")
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level"],
                name="region_code_once_per_level",
                violation_error_message=_("This code is registered at this level already."),
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[1-9][0-9]{5}$"),
                name="region_code_six_digits",
                violation_error_message=_("A GB/T 2260 code has six digits."),
            ),
        ]
