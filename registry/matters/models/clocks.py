"""The events of statutory clocks: append-only; days used are computed, never stored."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import append_only
from registry.base.models.catalogues import Catalogue
from registry.matters.models.matters import Matter
from registry.scope.models import User


class PauseReason(Catalogue):
    """Why a statutory clock may stop (Administrative Licensing Law art. 45)."""

    max_days = models.PositiveSmallIntegerField(_("longest pause"), null=True, blank=True, help_text=_("calendar days"))

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("reason of a pause")
        verbose_name_plural = _("reasons of pauses")
        constraints = [models.UniqueConstraint(fields=["code"], name="pause_reason_once")]


class ClockEvent(models.Model):
    """One event of one clock of a matter: of the whole (`subject` 0), or of a part of it, by the part's key.

    Which clocks there are, and what they are of, the kind of the matter says. A pause needs its reason, its legal
    basis, the written notice, who told whom it concerns, and the days that it is expected to take (Administrative
    Licensing Law art. 45).
    """

    class Kind(models.TextChoices):
        START = "start", _("Start")
        PAUSE = "pause", _("Pause")
        RESUME = "resume", _("Resume")
        EXTEND = "extend", _("Extend")
        STOP = "stop", _("Stop")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clock_events")
    clock = models.CharField(_("clock"), max_length=16)
    subject = models.PositiveBigIntegerField(_("part"), default=0, help_text=_("its key; 0 is the whole"))
    kind = models.CharField(_("event"), max_length=6, choices=Kind.choices)
    at = models.DateTimeField(_("time"), default=timezone.now)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    pause_reason = models.ForeignKey(PauseReason, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.TextField(_("written notice to the applicant"), max_length=2000, blank=True)
    expected_days = models.PositiveSmallIntegerField(
        _("days expected"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    told_by = models.CharField(_("who told the applicant"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("clock event")
        verbose_name_plural = _("clock events")
        indexes = [models.Index(fields=["matter", "clock", "subject", "at"], name="clock_event_of_clock")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="pause")
                | (Q(expected_days__gte=1) & ~Q(reason="") & ~Q(legal_basis="") & ~Q(notice="") & ~Q(told_by="")),
                name="clock_pause_is_reasoned",
                violation_error_message=_(
                    "A pause needs its reason, its legal basis, its notice, who told the applicant, and its days."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="extend") | Q(days__gt=0),
                name="clock_extension_has_days",
                violation_error_message=_("An extension says by how many days."),
            ),
        ]
        triggers = [append_only("clock_event_append_only")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.clock} {self.kind}"


class ClockReminder(models.Model):
    """A reminder that was sent: one row a step and due date, so a sweep that runs twice sends nothing twice."""

    class Step(models.TextChoices):
        SOON = "soon", _("A quarter of the period is left")
        DUE = "due", _("Due today")
        OVERDUE = "overdue", _("Overdue: told to the head")
        SUPERIOR = "superior", _("Still overdue: told to the superior")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reminders")
    clock = models.CharField(_("clock"), max_length=16)
    subject = models.PositiveBigIntegerField(_("part"), default=0, help_text=_("its key; 0 is the whole"))
    step = models.CharField(_("step"), max_length=8, choices=Step.choices)
    due_on = models.DateField(_("due date"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        ordering = ("sent_at", "id")
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["matter", "clock", "subject", "step", "due_on"], name="clock_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.clock} {self.step}"
