"""Runs of the imports of mines and of their production."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.files.models.attachments import Attachment
from registry.scope.models.users import User


class ImportRun(models.Model):
    """One reading of a file, checked first (dry run), then loaded; progress and every bad row are kept.

    States: *waiting* (queued), *running*, *done*, *failed* (the file itself could not be read; the reason is kept). A
    run whose worker was killed stays *running*; the sweep takes it up again after the last batch that was committed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Kind(models.TextChoices):
        MINES = "mines", _("Register of mines")
        PRODUCTION = "production", _("Production by month")

    kind = models.CharField(_("what the file holds"), max_length=10, choices=Kind.choices, default=Kind.MINES)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="import_runs")
    boundaries = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    is_dry_run = models.BooleanField(_("dry run"), default=True)
    checked_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="loads", help_text=_("the dry run before")
    )
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="import_runs")
    actor_text = models.CharField(_("started by"), max_length=160)
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
    warned_count = models.PositiveIntegerField(_("rows with a remark"), default=0)
    boundary_count = models.PositiveIntegerField(_("boundaries set"), default=0)
    problem_count = models.PositiveIntegerField(_("problems"), default=0)
    failure = models.JSONField(_("failure"), default=dict, blank=True, help_text=_("code and parameters"))

    class Meta:
        ordering = ("-id",)
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        constraints = [
            models.UniqueConstraint(
                fields=["checked_in"],
                condition=models.Q(checked_in__isnull=False) & ~models.Q(state="failed"),
                name="import_run_loaded_once",
                violation_error_message=_("This checked register was loaded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ImportProblem(models.Model):
    """Something wrong in a file: an *error* keeps the row out, a *warning* is a remark on a row that was loaded."""

    class Severity(models.TextChoices):
        ERROR = "error", _("Not loaded")
        WARNING = "warning", _("Remark")

    class File(models.TextChoices):
        MINES = "mines", _("Register")
        BOUNDARIES = "boundaries", _("Boundary file")
        PRODUCTION = "production", _("Production by month")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    file = models.CharField(_("file"), max_length=10, choices=File.choices, default=File.MINES)
    line = models.PositiveIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=80, blank=True)
    severity = models.CharField(_("weight"), max_length=7, choices=Severity.choices)
    code = models.CharField(_("code"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict)
    identifier = models.CharField(_("mine identifier"), max_length=60, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("import problem")
        verbose_name_plural = _("import problems")
        indexes = [models.Index(fields=["run", "id"]), models.Index(fields=["run", "code", "id"])]

    def __str__(self) -> str:
        return f"{self.line} {self.code}"
