"""What a mine produced, sold and used, month by month."""

from decimal import Decimal
from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.base.models import limits
from registry.mines.models.mines import Mine
from registry.mines.rules.production import OF_MINE, OF_PRODUCT
from registry.scope.models.users import User

#: The figures of a month: those of a product, then those of the mine as a whole.
FIGURES = OF_PRODUCT + OF_MINE

_KEPT = """
IF (to_jsonb(NEW) - 'is_current') IS DISTINCT FROM (to_jsonb(OLD) - 'is_current') OR NOT OLD.is_current THEN
    RAISE EXCEPTION 'a version of a month is never changed, a later one takes its place';
END IF;
RETURN NEW;
"""


def _figure(name: Any, digits: int, places: int, most: int, unit: Any) -> models.DecimalField:
    return models.DecimalField(
        name, max_digits=digits, decimal_places=places, null=True, blank=True, help_text=unit,
        validators=[MinValueValidator(0), MaxValueValidator(most)],
    )  # fmt: skip


def _none(*names: str) -> Q:
    return Q(**{f"{name}__isnull": True for name in names})


class Production(models.Model):
    """One version of one month of a product, or of the mine as a whole.

    The rows of a product hold output and sales, the row of the mine (`product` is "mine") water, energy and people. An
    empty figure is not known, 0 is 0. A correction is a new version; the old one stays, and of a mine's month and
    product exactly one version is current. The unit of a figure is that of its column, whatever the source wrote.
    """

    class Product(models.TextChoices):
        MINE = "mine", _("The mine as a whole")
        RAW_COAL = "raw_coal", _("Raw coal")
        CLEAN_COAL = "clean_coal", _("Washed coal")
        RAW_ORE = "raw_ore", _("Raw ore")
        IRON_CONCENTRATE = "iron_concentrate", _("Iron concentrate")
        COPPER_CONCENTRATE = "copper_concentrate", _("Copper concentrate")
        LEAD_CONCENTRATE = "lead_concentrate", _("Lead concentrate")
        ZINC_CONCENTRATE = "zinc_concentrate", _("Zinc concentrate")
        STONE = "stone", _("Stone")
        OTHER = "other", _("Another product")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="production")
    month = models.DateField(_("month"), help_text=_("Its first day."))
    product = models.CharField(_("product"), max_length=20, choices=Product.choices)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("current version"), default=True)
    output = _figure(_("output"), 12, 2, 100_000_000, pgettext_lazy("unit", "t"))
    sold = _figure(_("quantity sold"), 12, 2, 100_000_000, pgettext_lazy("unit", "t"))
    sales = _figure(_("sales without value-added tax"), 15, 2, 1_000_000_000_000, pgettext_lazy("unit", "yuan"))
    water = _figure(_("fresh water taken"), 12, 1, 1_000_000_000, pgettext_lazy("unit", "m³"))
    energy = _figure(_("energy used"), 12, 2, 100_000_000, _("t of standard coal"))
    people = models.PositiveIntegerField(
        _("people at work on the last day"), null=True, blank=True, help_text=pgettext_lazy("unit", "persons"),
        validators=[MaxValueValidator(200_000)],
    )  # fmt: skip
    is_confirmed = models.BooleanField(
        _("unusual figures were checked"),
        default=False,
        help_text=_("Far from what the capacity lets expect, but right."),
    )
    source_kind = models.CharField(_("source"), max_length=40)
    source_key = models.CharField(_("record of the source"), max_length=60, blank=True)
    note = models.TextField(_("evidence"), max_length=1000, blank=True, validators=limits.REASONED)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_text = models.CharField(_("entered by"), max_length=160)
    at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        ordering = ("-month", "mine_id", "product", "-version")
        verbose_name = _("production of a month")
        verbose_name_plural = _("production by month")
        indexes = [
            models.Index(fields=["-month", "-id"], condition=Q(is_current=True), name="production_by_month"),
            models.Index(fields=["source_kind", "source_key"], name="production_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mine", "month", "product"],
                condition=Q(is_current=True),
                name="production_one_current",
                violation_error_message=_("This month has a current version already."),
            ),
            models.UniqueConstraint(
                fields=["mine", "month", "product", "version"],
                name="production_version_once",
                violation_error_message=_("This version of the month exists already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="production_month_is_first_day",
                violation_error_message=_("A month is given by its first day."),
            ),
            models.CheckConstraint(
                condition=(Q(product="mine") & _none(*OF_PRODUCT) & ~_none(*OF_MINE))
                | (~Q(product="mine") & _none(*OF_MINE) & ~_none(*OF_PRODUCT)),
                name="production_figures_of_product",
                violation_error_message=_(
                    "Output and sales belong to a product, water, energy and people to the whole mine; one is needed."
                ),
            ),
            *(
                models.CheckConstraint(
                    condition=_none(name) | Q(**{f"{name}__gte": 0}),
                    name=f"production_{name}_not_negative",
                    violation_error_message=_("A figure cannot be below 0."),
                )
                for name in FIGURES
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="production_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="production_versions_kept", when=pgtrigger.Before, operation=pgtrigger.Update, func=_KEPT
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mine_id} {self.month:%Y-%m} {self.product} v{self.version}"

    def get_absolute_url(self) -> str:
        """The page of the month with its versions."""
        return reverse("registry:production_detail", args=[self.pk])

    @property
    def figures(self) -> dict[str, Decimal | int | None]:
        """The figures that belong to the row, by name."""
        return {name: getattr(self, name) for name in (OF_MINE if self.product == "mine" else OF_PRODUCT)}
