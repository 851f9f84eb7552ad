"""What a decided case took: kept beside it so that thousands can be summed up at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case
from registry.scope.models import Organisation


class CaseFigure(models.Model):
    """The days of one decided case: in reality, and in series; made anew when the calendar changes."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="figure")
    procedure_code = models.CharField(_("procedure"), max_length=40)
    region_code = models.CharField(_("region code"), max_length=6)
    method = models.CharField(_("mining method"), max_length=12)
    size = models.CharField(_("size"), max_length=8)
    outcome = models.CharField(_("outcome"), max_length=8)
    accepted_on = models.DateField(_("accepted"))
    decided_on = models.DateField(_("decided"))
    days_real = models.PositiveIntegerField(_("working days in reality"), null=True)
    days_serial = models.PositiveIntegerField(_("sum of the seats' days"), null=True)
    days_paused = models.PositiveIntegerField(_("working days paused"), default=0)
    pauses = models.PositiveSmallIntegerField(_("pauses"), default=0)
    rounds = models.PositiveSmallIntegerField(_("rounds"), default=1)
    on_time = models.BooleanField(_("decided in time"), default=True)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    calendar_version = models.PositiveIntegerField(_("version of the calendar"), default=0)

    class Meta:
        ordering = ("-decided_on", "-case_id")
        verbose_name = _("figures of a case")
        verbose_name_plural = _("figures of cases")
        indexes = [
            models.Index(fields=["decided_on"]),
            models.Index(fields=["region_code"], opclasses=["varchar_pattern_ops"], name="case_figure_region_prefix"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"


class SeatFigure(models.Model):
    """The days of one department in one decided case, over all its rounds."""

    figure = models.ForeignKey(CaseFigure, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    function = models.CharField(_("department"), max_length=24)
    days_used = models.PositiveIntegerField(_("working days used"))
    days_allowed = models.PositiveIntegerField(_("working days allowed"))
    on_time = models.BooleanField(_("in time"))

    class Meta:
        ordering = ("id",)
        verbose_name = _("figures of a department")
        verbose_name_plural = _("figures of departments")
        indexes = [models.Index(fields=["organisation", "on_time"])]

    def __str__(self) -> str:
        return f"{self.figure_id} {self.function}"
