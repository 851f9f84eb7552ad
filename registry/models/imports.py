"""Runs of the mine register import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.attachments import Attachment
from registry.models.users import User


class ImportRun(models.Model):
    """One upload of a register: checked first (dry run), then loaded; progress and every bad row are kept.

    States: *waiting* (queued), *running*, *done*, *failed* (the file itself could not be read; the reason is kept).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="import_runs")
    is_dry_run = models.BooleanField(_("dry run"), default=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="import_runs")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    rows_total = models.PositiveIntegerField(_("rows"), null=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    created_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    bad_count = models.PositiveIntegerField(_("bad rows"), default=0)
    problems = models.JSONField(_("problems"), default=list, help_text=_("line, column, code and parameters"))
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")

    def __str__(self) -> str:
        return f"{self.pk}"
