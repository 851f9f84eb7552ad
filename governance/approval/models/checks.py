"""What is checked before a decision, and on what evidence."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.approval.models.cases import Case, DossierRevision
from registry.base.models import limits
from registry.base.models.base import append_only
from registry.files.models import Attachment
from registry.scope.models import Organisation, User


class CheckState(models.TextChoices):
    """Tri-state: unknown never counts as pass."""

    PASS = "pass", _("Passed")
    FAIL = "fail", pgettext_lazy("check", "Failed")
    UNKNOWN = "unknown", _("Unknown")


class CheckRun(models.Model):
    """One evaluation of all checks of a case on one frozen revision; the latest counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="check_runs")
    revision = models.ForeignKey(DossierRevision, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("run of checks")
        verbose_name_plural = _("runs of checks")
        triggers = [append_only("check_run_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%F %T}"


class CheckResult(models.Model):
    """The outcome of one check in a run, with its evidence in both languages."""

    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="results")
    code = models.CharField(_("check"), max_length=40)
    state = models.CharField(_("result"), max_length=8, choices=CheckState.choices)
    evidence_zh = models.TextField(_("evidence (Chinese)"), blank=True)
    evidence_en = models.TextField(_("evidence (English)"), blank=True)
    data_date = models.DateField(_("date of the data"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    area = models.DecimalField(
        _("overlapping area"), max_digits=14, decimal_places=4, null=True, blank=True, help_text=_("ha")
    )
    distance = models.DecimalField(
        _("distance"), max_digits=12, decimal_places=1, null=True, blank=True, help_text=_("m")
    )
    blocks = models.BooleanField(_("blocks the approval"), default=True)
    lifted_by = models.CharField(_("who may lift it"), max_length=10, blank=True)
    details = models.JSONField(_("details"), default=list, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("result of a check")
        verbose_name_plural = _("results of checks")
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="check_result_once")]
        triggers = [append_only("check_result_append_only")]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class CheckRecord(models.Model):
    """What an officer recorded for a gate: publicity held, village heard, money in place; the latest counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="check_records")
    code = models.CharField(_("check"), max_length=40)
    state = models.CharField(_("result"), max_length=8, choices=CheckState.choices)
    happened_on = models.DateField(_("date"))
    text = models.TextField(_("evidence"), max_length=5000, validators=limits.REASONED)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("record for a check")
        verbose_name_plural = _("records for checks")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="check_record_has_evidence"),
            models.CheckConstraint(condition=~Q(state="unknown"), name="check_record_knows"),
        ]
        triggers = [append_only("check_record_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code} {self.state}"
