"""The events of the statutory clocks: append-only; days used are computed, never stored."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case
from governance.approval.models.catalogues import PauseReason
from governance.approval.models.rounds import Seat
from registry.base.models.base import append_only
from registry.scope.models import User


class ClockEvent(models.Model):
    """One event of one clock: the intake check, the decision, or a seat.

    A pause needs its reason, its legal basis, the written notice, who told the applicant, and the days that it is
    expected to take (Administrative Licensing Law art. 45).
    """

    class Clock(models.TextChoices):
        INTAKE = "intake", _("Completeness check")
        DECISION = "decision", _("Decision")
        SEAT = "seat", _("Department review")

    class Kind(models.TextChoices):
        START = "start", _("Start")
        PAUSE = "pause", _("Pause")
        RESUME = "resume", _("Resume")
        EXTEND = "extend", _("Extend")
        STOP = "stop", _("Stop")

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_events")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="clock_events")
    clock = models.CharField(_("clock"), max_length=8, choices=Clock.choices)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(clock="seat", seat__isnull=False) | (~Q(clock="seat") & Q(seat__isnull=True)),
                name="clock_event_seat",
            ),
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
        return f"{self.case_id} {self.clock} {self.kind}"


class ClockReminder(models.Model):
    """A reminder that was sent: one row a step and due date, so a sweep that runs twice sends nothing twice."""

    class Step(models.TextChoices):
        SOON = "soon", _("A quarter of the period is left")
        DUE = "due", _("Due today")
        OVERDUE = "overdue", _("Overdue: told to the head")
        SUPERIOR = "superior", _("Still overdue: told to the superior")

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="reminders")
    clock = models.CharField(_("clock"), max_length=8, choices=ClockEvent.Clock.choices)
    step = models.CharField(_("step"), max_length=8, choices=Step.choices)
    due_on = models.DateField(_("due date"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        ordering = ("sent_at", "id")
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "seat", "clock", "step", "due_on"], nulls_distinct=False, name="clock_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock} {self.step}"
