"""The resource and mining section of a mine's plan."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import section_meta
from registry.mines.models import Mine

YEARS = [MinValueValidator(1980), MaxValueValidator(2150)]
RATE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class MiningScheme(PlanSection):
    """What is mined, how, how fast and in what order (Mineral Resources Law art. 33)."""

    start_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    method = models.CharField(_("mining method"), max_length=12, choices=Mine.Method.choices, blank=True)
    reserves = models.DecimalField(
        _("recoverable reserves"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ t"),
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    capacity = models.DecimalField(
        _("capacity"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Mt a year"),
        validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(Decimal(200))],
    )
    service_life = models.DecimalField(
        _("service life"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("years"),
        validators=[MinValueValidator(Decimal("0.1"))],
    )
    depth = models.DecimalField(
        _("limit of depth"), max_digits=7, decimal_places=1, null=True, blank=True, help_text=_("m")
    )
    sequence = models.TextField(_("mining sequence and layout"), max_length=limits.LONGEST_TEXT, blank=True)
    recovery_rate = models.DecimalField(
        _("mining recovery rate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("%"),
        validators=RATE,
    )
    dressing_rate = models.DecimalField(
        _("dressing or washing recovery rate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("%"),
        validators=RATE,
    )
    utilisation_rate = models.DecimalField(
        _("comprehensive utilisation rate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("%"),
        validators=RATE,
    )
    stores_tailings = models.BooleanField(_("tailings are stored"), null=True, blank=True)
    waste_handling = models.TextField(_("waste rock, gangue and tailings"), max_length=limits.LONGEST_TEXT, blank=True)
    mine_water = models.TextField(_("use of mine water"), max_length=limits.LONGEST_TEXT, blank=True)
    water_demand = models.DecimalField(
        _("total water demand"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³ a year"),
        validators=[MinValueValidator(Decimal(0))],
    )
    mine_water_inflow = models.DecimalField(
        _("mine water volume"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³ a year"),
        validators=[MinValueValidator(Decimal(0))],
    )
    mine_water_used = models.DecimalField(
        _("mine water used"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³ a year"),
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        verbose_name = _("resource and mining scheme")
        verbose_name_plural = _("resource and mining schemes")
        constraints = section_meta("mining_scheme")["constraints"]
        triggers = section_meta("mining_scheme")["triggers"]
