"""The ecological restoration plan of a mine (Mineral Resources Law arts 46–47)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import frozen_with, section_meta

POSITIVE = [MinValueValidator(Decimal("0.01"))]
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]
YEARS = [MinValueValidator(1980), MaxValueValidator(2150)]


class RestorationPlan(PlanSection):
    """Zones, disturbance and restoration by year and area, and measures; areas in hectares."""

    start_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    baseline = models.TextField(
        _("present damage"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Geology, landform, land and vegetation."),
    )
    targets = models.TextField(_("restoration targets"), max_length=limits.LONGEST_TEXT, blank=True)
    topsoil = models.TextField(_("topsoil stripping and storage"), max_length=limits.LONGEST_TEXT, blank=True)
    topsoil_stripped = models.DecimalField(
        _("topsoil stripped"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³"),
        validators=[MinValueValidator(Decimal(0))],
    )
    topsoil_stored = models.DecimalField(
        _("topsoil stored"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³"),
        validators=[MinValueValidator(Decimal(0))],
    )
    topsoil_required = models.DecimalField(
        _("topsoil needed for the restoration"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³"),
        validators=[MinValueValidator(Decimal(0))],
    )
    topsoil_reused = models.DecimalField(
        _("topsoil spread again"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³"),
        validators=[MinValueValidator(Decimal(0))],
    )
    groundwater = models.TextField(_("groundwater protection"), max_length=limits.LONGEST_TEXT, blank=True)
    tailings_measures = models.TextField(
        _("special tailings measures"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Required by art. 46 where tailings are stored."),
    )
    participation = models.TextField(
        _("public participation"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Publicity in the affected range and hearing of villagers."),
    )
    maintenance_years = models.PositiveSmallIntegerField(
        _("maintenance period"), null=True, blank=True, help_text=_("years"), validators=[MaxValueValidator(50)]
    )

    class Meta:
        verbose_name = _("ecological restoration plan")
        verbose_name_plural = _("ecological restoration plans")
        constraints = section_meta("restoration_plan")["constraints"]
        triggers = section_meta("restoration_plan")["triggers"]


class RestorationZone(models.Model):
    """A zone treated in one way; its area in hectares. Rows of a draft may be half-filled."""

    class Kind(models.TextChoices):
        PIT = "pit", _("Open pit")
        EXTERNAL_DUMP = "external_dump", _("External dump")
        INTERNAL_DUMP = "internal_dump", _("Internal dump")
        SUBSIDENCE = "subsidence", _("Subsidence area")
        TAILINGS = "tailings", _("Tailings pond")
        INDUSTRIAL = "industrial", _("Industrial site")
        ROAD = "road", _("Road")
        OTHER = "other", _("Other land")

    class LandUse(models.TextChoices):
        CROPLAND = "cropland", _("Cropland")
        FOREST = "forest", _("Forest land")
        GRASSLAND = "grassland", _("Grassland")
        WATER = "water", _("Water body")
        CONSTRUCTION = "construction", _("Construction land")
        UNUSED = "unused", _("Unused land")

    section = models.ForeignKey(RestorationPlan, models.CASCADE, related_name="zones")
    code = models.CharField(_("zone"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    area = models.DecimalField(
        _("area"), max_digits=10, decimal_places=2, null=True, help_text=_("hm²"), validators=POSITIVE
    )
    use_before = models.CharField(_("land use before"), max_length=14, choices=LandUse.choices)
    use_after = models.CharField(_("target land use"), max_length=14, choices=LandUse.choices)
    technique = models.CharField(_("technique"), max_length=300, blank=True)

    class Meta:
        ordering = ("code", "id")
        verbose_name = _("restoration zone")
        verbose_name_plural = _("restoration zones")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code"],
                condition=~models.Q(code=""),
                name="restoration_zone_code_once",
                violation_error_message=_("Two zones carry the same code."),
            ),
            models.CheckConstraint(
                condition=models.Q(area__gt=0),
                name="restoration_zone_area_positive",
                violation_error_message=_("A zone has an area above 0."),
            ),
        ]
        triggers = [frozen_with("restoration_restorationplan", "zone_frozen")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class YearTarget(models.Model):
    """What is disturbed and what is restored in one year, in hectares."""

    section = models.ForeignKey(RestorationPlan, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"), null=True, validators=YEARS)
    disturbed = models.DecimalField(
        _("disturbed"), max_digits=10, decimal_places=2, null=True, help_text=_("hm²"), validators=NOT_NEGATIVE
    )
    restored = models.DecimalField(
        _("restored"), max_digits=10, decimal_places=2, null=True, help_text=_("hm²"), validators=NOT_NEGATIVE
    )

    class Meta:
        ordering = ("year", "id")
        verbose_name = _("year target")
        verbose_name_plural = _("year targets")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "year"],
                name="restoration_year_once",
                violation_error_message=_("A year is listed twice."),
            ),
            models.CheckConstraint(
                condition=models.Q(disturbed__gte=0, restored__gte=0),
                name="restoration_year_not_negative",
                violation_error_message=_("Areas cannot be negative."),
            ),
        ]
        triggers = [frozen_with("restoration_restorationplan", "year_frozen")]

    def __str__(self) -> str:
        return str(self.year)


class RestorationMeasure(models.Model):
    """One kind of work in a zone, with its quantity and year."""

    class Kind(models.TextChoices):
        REGRADING = "regrading", _("Slope re-grading")
        DRAINAGE = "drainage", _("Drainage and erosion control")
        TOPSOIL = "topsoil", _("Topsoil replacement")
        PLANTING = "planting", _("Planting")
        FILLING = "filling", _("Filling of fissures and collapse")
        COVER = "cover", _("Cover and sealing")
        WATER = "water", _("Water treatment")
        CARE = "care", _("Monitoring and maintenance")

    section = models.ForeignKey(RestorationPlan, models.CASCADE, related_name="measures")
    zone_code = models.CharField(_("zone"), max_length=20)
    kind = models.CharField(_("measure"), max_length=12, choices=Kind.choices)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2, null=True, validators=POSITIVE)
    unit = models.CharField(_("unit"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"), null=True, validators=YEARS)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ("year", "zone_code", "id")
        verbose_name = _("restoration measure")
        verbose_name_plural = _("restoration measures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0),
                name="restoration_measure_quantity_positive",
                violation_error_message=_("A quantity must be above 0."),
            )
        ]
        triggers = [frozen_with("restoration_restorationplan", "measure_frozen")]

    def __str__(self) -> str:
        return f"{self.zone_code} {self.kind}"
