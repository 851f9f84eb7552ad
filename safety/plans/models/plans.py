"""The safety section of a mine's plan: slopes, dumps, tailings ponds, monitoring."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import frozen_with, section_meta
from registry.mines.models import Facility

TENTH = [MinValueValidator(Decimal("0.1"))]
FACTOR = [MinValueValidator(Decimal("0.001"))]
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class SafetyPlan(PlanSection):
    """How the mine stays safe while it digs and restores."""

    geology = models.TextField(_("geotechnical conditions"), max_length=limits.LONGEST_TEXT, blank=True)
    water_control = models.TextField(_("water control"), max_length=limits.LONGEST_TEXT, blank=True)
    main_hazards = models.TextField(_("main hazards"), max_length=limits.LONGEST_TEXT, blank=True)
    emergency = models.TextField(_("emergency measures"), max_length=limits.LONGEST_TEXT, blank=True)
    design_review = models.CharField(
        _("safety facility design review"), max_length=200, blank=True, help_text=_("Document number, or its state.")
    )

    class Meta:
        verbose_name = _("safety plan")
        verbose_name_plural = _("safety plans")
        constraints = section_meta("safety_plan")["constraints"]
        triggers = section_meta("safety_plan")["triggers"]


class StructureDesign(models.Model):
    """The design of one slope, dump or tailings pond; lengths in metres, angles in degrees, volumes in 10⁴ m³.

    `shortfall_measures` says what makes good a factor of safety below the required one. Rows of a draft may be
    half-filled.
    """

    class Kind(models.TextChoices):
        SLOPE = "slope", _("Pit slope")
        DUMP = "dump", _("Waste dump")
        TAILINGS = "tailings", _("Tailings pond")

    section = models.ForeignKey(SafetyPlan, models.CASCADE, related_name="structures")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100)
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="+")
    height = models.DecimalField(
        _("height"), max_digits=6, decimal_places=1, null=True, help_text=_("m"), validators=TENTH
    )
    angle = models.DecimalField(
        _("overall slope angle"),
        max_digits=4,
        decimal_places=1,
        null=True,
        help_text=_("degrees"),
        validators=[*TENTH, MaxValueValidator(90)],
    )
    volume = models.DecimalField(
        _("volume"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("10⁴ m³; dumps and ponds"),
        validators=NOT_NEGATIVE,
    )
    safety_factor = models.DecimalField(
        _("factor of safety"), max_digits=5, decimal_places=3, null=True, validators=FACTOR
    )
    required_factor = models.DecimalField(
        _("required factor of safety"), max_digits=5, decimal_places=3, null=True, validators=FACTOR
    )
    standard = models.CharField(
        _("standard"), max_length=100, help_text=_("Standard and clause of the required factor.")
    )
    freeboard = models.DecimalField(
        _("minimum freeboard"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("m; ponds"),
        validators=NOT_NEGATIVE,
    )
    beach = models.DecimalField(
        _("dry beach length"),
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("m; ponds"),
        validators=NOT_NEGATIVE,
    )
    shortfall_measures = models.CharField(_("measures where the factor falls short"), max_length=300, blank=True)

    class Meta:
        ordering = ("kind", "name", "id")
        verbose_name = _("structure design")
        verbose_name_plural = _("structure designs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(angle__gt=0, angle__lte=90),
                name="structure_angle_possible",
                violation_error_message=_("A slope angle lies between 0 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=models.Q(height__gt=0, safety_factor__gt=0, required_factor__gt=0),
                name="structure_figures_positive",
                violation_error_message=_("Height and factors of safety must be above 0."),
            ),
        ]
        triggers = [frozen_with("safety_safetyplan", "structure_frozen")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_short(self) -> bool:
        """Whether the designed factor of safety is below the required one."""
        if self.safety_factor is None or self.required_factor is None:
            return False
        return self.safety_factor < self.required_factor


class MonitoringItem(models.Model):
    """What will be watched, by what, how often."""

    class Kind(models.TextChoices):
        DISPLACEMENT = "displacement", _("Surface displacement")
        RADAR = "radar", _("Slope radar")
        VIDEO = "video", _("Video")
        GROUNDWATER = "groundwater", _("Groundwater level")
        PHREATIC = "phreatic", _("Phreatic line")
        RAIN = "rain", _("Rain")
        CRACK = "crack", _("Cracks")
        VIBRATION = "vibration", _("Blast vibration")

    section = models.ForeignKey(SafetyPlan, models.CASCADE, related_name="monitoring")
    kind = models.CharField(_("what is monitored"), max_length=14, choices=Kind.choices)
    place = models.CharField(_("place"), max_length=100)
    points = models.PositiveIntegerField(
        _("points"), null=True, validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    frequency = models.CharField(_("frequency"), max_length=60)
    is_online = models.BooleanField(_("online"), default=False)

    class Meta:
        ordering = ("kind", "id")
        verbose_name = _("monitoring item")
        verbose_name_plural = _("monitoring items")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__gt=0),
                name="monitoring_has_points",
                violation_error_message=_("At least one point is needed."),
            )
        ]
        triggers = [frozen_with("safety_safetyplan", "monitoring_frozen")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"
