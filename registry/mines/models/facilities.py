"""The places of a mine that monitoring, hazards and plans refer to."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName, Stamped, Versioned, counted
from registry.mines.models.mines import Mine


@pghistory.track()
class Facility(BilingualName, Stamped, Versioned):
    """A pit slope, dump, tailings pond, shaft or goaf of one mine."""

    class Kind(models.TextChoices):
        PIT_SLOPE = "pit_slope", _("Pit slope")
        DUMP = "dump", _("Waste dump")
        TAILINGS_POND = "tailings_pond", _("Tailings pond")
        SHAFT = "shaft", _("Shaft")
        GOAF = "goaf", _("Goaf")
        PLANT = "plant", _("Plant")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="facilities")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=20)
    geometry = models.JSONField(_("geometry"), null=True, blank=True, help_text=_("GeoJSON, CGCS2000"))
    height = models.DecimalField(_("height"), max_digits=7, decimal_places=1, null=True, blank=True, help_text=_("m"))
    angle = models.DecimalField(
        _("slope angle"), max_digits=4, decimal_places=1, null=True, blank=True, help_text=_("degrees")
    )
    volume = models.DecimalField(
        _("volume"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("10⁴ m³")
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ("mine_id", "kind", "code")
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        constraints = [
            models.UniqueConstraint(
                fields=["mine", "code"],
                name="facility_code_once_per_mine",
                violation_error_message=_("This mine has a facility with this code already."),
            ),
            models.CheckConstraint(
                condition=models.Q(angle__isnull=True) | models.Q(angle__gt=0, angle__lte=90),
                name="facility_angle_possible",
                violation_error_message=_("A slope angle lies between 0 and 90 degrees."),
            ),
        ]
        triggers = [counted("facility_counted")]
