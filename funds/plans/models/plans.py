"""The cost and funding section of a mine's plan: planned together, paid from separate accounts."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import frozen_with, section_meta

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]
YEARS = [MinValueValidator(1980), MaxValueValidator(2150)]


class FundingPlan(PlanSection):
    """What the works cost and how the company funds them; money in CNY."""

    basis = models.TextField(
        _("basis of the estimate"), max_length=limits.LONGEST_TEXT, blank=True, help_text=_("Quota, price level, date.")
    )
    accrual = models.TextField(_("accrual of the restoration expense"), max_length=limits.LONGEST_TEXT, blank=True)
    safeguards = models.TextField(_("funding safeguards"), max_length=limits.LONGEST_TEXT, blank=True)
    opening_balance = models.DecimalField(
        _("restoration account balance"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("CNY"),
        validators=NOT_NEGATIVE,
    )

    class Meta:
        verbose_name = _("funding plan")
        verbose_name_plural = _("funding plans")
        constraints = section_meta("funding_plan")["constraints"]
        triggers = section_meta("funding_plan")["triggers"]


class CostItem(models.Model):
    """One work item. Restoration and safety money are never mixed: a dual item is split by a documented key.

    Rows of a draft may be half-filled.
    """

    class Purpose(models.TextChoices):
        RESTORATION = "restoration", _("Restoration only")
        SAFETY = "safety", _("Safety only")
        DUAL = "dual", _("Dual benefit")

    section = models.ForeignKey(FundingPlan, models.CASCADE, related_name="items")
    name = models.CharField(_("work item"), max_length=150)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, validators=YEARS)
    amount = models.DecimalField(
        _("amount"),
        max_digits=16,
        decimal_places=2,
        null=True,
        help_text=_("CNY"),
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    restoration_share = models.DecimalField(
        _("restoration share"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("%; dual items only"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal("99.99"))],
    )
    split_basis = models.CharField(_("basis of the split"), max_length=200, blank=True)

    class Meta:
        ordering = ("year", "id")
        verbose_name = _("cost item")
        verbose_name_plural = _("cost items")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="cost_item_amount_positive",
                violation_error_message=_("An amount must be above 0."),
            ),
            models.CheckConstraint(
                condition=models.Q(purpose="dual", restoration_share__gt=0, restoration_share__lt=100)
                | (~models.Q(purpose="dual") & models.Q(restoration_share__isnull=True)),
                name="cost_item_dual_is_split",
                violation_error_message=_(
                    "A dual item, and only a dual item, has a restoration share between 0 and 100."
                ),
            ),
        ]
        triggers = [frozen_with("funds_fundingplan", "cost_item_frozen")]

    def __str__(self) -> str:
        return self.name


class FundingYear(models.Model):
    """What goes into the restoration account and the safety account in one year, in CNY."""

    section = models.ForeignKey(FundingPlan, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"), null=True, validators=YEARS)
    restoration_accrual = models.DecimalField(
        _("restoration accrual"),
        max_digits=16,
        decimal_places=2,
        null=True,
        help_text=_("CNY"),
        validators=NOT_NEGATIVE,
    )
    safety_accrual = models.DecimalField(
        _("safety accrual"), max_digits=16, decimal_places=2, null=True, help_text=_("CNY"), validators=NOT_NEGATIVE
    )

    class Meta:
        ordering = ("year", "id")
        verbose_name = _("funding year")
        verbose_name_plural = _("funding years")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "year"],
                name="funding_year_once",
                violation_error_message=_("A year is listed twice."),
            ),
            models.CheckConstraint(
                condition=models.Q(restoration_accrual__gte=0, safety_accrual__gte=0),
                name="funding_year_not_negative",
                violation_error_message=_("Accruals cannot be negative."),
            ),
        ]
        triggers = [frozen_with("funds_fundingplan", "funding_year_frozen")]

    def __str__(self) -> str:
        return str(self.year)
