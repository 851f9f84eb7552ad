"""What a mine reports for the acceptance of restored land (Mineral Resources Law art. 48)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.base.models import limits
from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import frozen_with, section_meta
from restoration.plans.models.plans import NOT_NEGATIVE, POSITIVE, RestorationZone

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
META = section_meta("acceptance_report", one_approved=False)


class AcceptanceReport(PlanSection):
    """What was restored, zone by zone, how it holds, and who was heard about it.

    Each approved report stands beside the ones before it: the land of a mine is accepted stage by stage.
    """

    class Scope(models.TextChoices):
        STAGE = "stage", _("Stage acceptance")
        FINAL = "final", _("Final acceptance")

    scope = models.CharField(
        pgettext_lazy("acceptance", "scope"),
        max_length=5,
        choices=Scope.choices,
        blank=True,
        help_text=_("Works that are done in stages are accepted stage by stage (art. 48)."),
    )
    period_from = models.DateField(_("works from"), null=True, blank=True)
    period_to = models.DateField(_("works until"), null=True, blank=True)
    summary = models.TextField(
        _("summary of the works"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("What was done, measured against the plan."),
    )
    monitoring = models.TextField(
        _("monitoring results"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Vegetation, soil, water and stability, with dates and methods."),
    )
    problems = models.TextField(
        _("problems left"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("What is not done or does not hold, and by when it is mended."),
    )
    maintenance = models.TextField(
        _("maintenance arrangement"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Who keeps up the restored land, how long, with what money."),
    )
    participation = models.TextField(
        _("experts and village representatives"),
        max_length=limits.LONGEST_TEXT,
        blank=True,
        help_text=_("Who was invited, who came, what they said (art. 48)."),
    )

    class Meta:
        verbose_name = _("restoration acceptance report")
        verbose_name_plural = _("restoration acceptance reports")
        constraints = [
            *META["constraints"],
            models.CheckConstraint(
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_to__isnull=True)
                | models.Q(period_to__gte=models.F("period_from")),
                name="acceptance_report_period_forward",
                violation_error_message=_("The works cannot end before they begin."),
            ),
        ]
        triggers = META["triggers"]


class AcceptanceZone(models.Model):
    """One zone that is to be accepted: areas in hectares, cover in percent, soil in centimetres.

    `code` is the code of the zone in the approved restoration plan, `planned_area` its area there. Rows of a draft may
    be half-filled.
    """

    section = models.ForeignKey(AcceptanceReport, models.CASCADE, related_name="zones")
    code = models.CharField(_("zone"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    planned_area = models.DecimalField(
        _("planned area"), max_digits=10, decimal_places=2, null=True, help_text=_("hm²"), validators=POSITIVE
    )
    accepted_area = models.DecimalField(
        _("restored area to accept"),
        max_digits=10,
        decimal_places=2,
        null=True,
        help_text=_("hm²"),
        validators=POSITIVE,
    )
    land_use = models.CharField(_("land use"), max_length=14, choices=RestorationZone.LandUse.choices)
    vegetation_cover = models.DecimalField(
        _("vegetation cover"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("%"),
        validators=PERCENT,
    )
    soil_thickness = models.DecimalField(
        _("soil thickness"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("cm"),
        validators=NOT_NEGATIVE,
    )
    quality = models.CharField(_("quality"), max_length=300, blank=True)
    explanation = models.CharField(
        _("why the area exceeds the plan"), max_length=300, blank=True, help_text=_("Only where it does.")
    )

    class Meta:
        ordering = ("code", "id")
        verbose_name = _("zone to accept")
        verbose_name_plural = _("zones to accept")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code"],
                condition=~models.Q(code=""),
                name="acceptance_zone_code_once",
                violation_error_message=_("Two zones carry the same code."),
            ),
            models.CheckConstraint(
                condition=models.Q(planned_area__gt=0, accepted_area__gt=0),
                name="acceptance_zone_areas_positive",
                violation_error_message=_("A zone has an area above 0."),
            ),
            models.CheckConstraint(
                condition=models.Q(vegetation_cover__gte=0, vegetation_cover__lte=100, soil_thickness__gte=0),
                name="acceptance_zone_quality_possible",
                violation_error_message=_("Cover lies between 0 and 100 percent, soil is not thinner than 0."),
            ),
        ]
        triggers = [frozen_with("restoration_acceptancereport", "accepted_zone_frozen")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_larger(self) -> bool:
        """Whether more is to be accepted than the plan gives the zone."""
        if self.planned_area is None or self.accepted_area is None:
            return False
        return self.accepted_area > self.planned_area
