"""The work queue: who holds which open case, kept beside it so that lists need no clocks to be read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case
from governance.approval.models.clocks import ClockEvent
from governance.approval.models.rounds import Seat
from registry.scope.models import Organisation, User


class CaseQueueEntry(models.Model):
    """One body that must act on one open case, as `who_is_blocking` says: a copy, made anew with every act.

    `part` says as what the body holds the case, and so which of its people can act. `urgent_on` is the due date, or
    the last day of all where there is none. `case_version`, `calendar_version` and `last_event` say from what the row
    was made; a row made from older ones is found and made anew by a sweep.
    """

    class Part(models.TextChoices):
        APPLICANT = "applicant", _("Applicant company")
        INTAKE = "intake", _("Intake clerk")
        OFFICE = "office", _("Committee office")
        SEAT = "seat", _("Department under review")
        SIGNATURE = "signature", _("Second signature")
        CONFLICT = "conflict", _("Owner of a conflict")
        DEPARTMENT = "department", _("Department")

    case = models.ForeignKey(Case, models.CASCADE, related_name="queue_entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="queue_entries")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="queue_entries")
    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    task_zh = models.CharField(_("task (Chinese)"), max_length=300)
    task_en = models.CharField(_("task (English)"), max_length=300)
    clock = models.CharField(_("clock"), max_length=8, choices=ClockEvent.Clock.choices, blank=True)
    since = models.DateTimeField(_("since"))
    due_on = models.DateField(_("due date"), null=True)
    urgent_on = models.DateField(_("place by urgency"))
    is_paused = models.BooleanField(_("clock stopped"), default=False)
    number = models.CharField(_("case number"), max_length=30)
    state = models.CharField(_("state"), max_length=16, choices=Case.State.choices)
    procedure_code = models.CharField(_("procedure"), max_length=40)
    region_code = models.CharField(_("region code"), max_length=6)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    case_version = models.PositiveIntegerField(_("version of the case"))
    calendar_version = models.PositiveIntegerField(_("version of the calendar"))
    last_event = models.PositiveBigIntegerField(_("last event of the clocks"), default=0)

    class Meta:
        ordering = ("urgent_on", "id")
        verbose_name = _("entry of the work queue")
        verbose_name_plural = _("entries of the work queue")
        indexes = [
            models.Index(fields=["urgent_on", "id"], name="queue_urgency"),
            models.Index(fields=["organisation", "urgent_on", "id"], name="queue_of_organisation"),
            models.Index(
                fields=["officer", "urgent_on", "id"], condition=Q(officer__isnull=False), name="queue_officer"
            ),
            models.Index(fields=["urgent_on", "id"], condition=Q(is_paused=True), name="queue_paused"),
            models.Index(fields=["number", "id"], name="queue_number"),
            models.Index(fields=["since", "id"], name="queue_since"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.organisation_id}"

    @property
    def is_late(self) -> bool:
        """Whether the due date is over."""
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def task(self) -> str:
        """What the body must do, in the reader's language."""
        return self.task_zh if (get_language() or "zh").startswith("zh") else self.task_en
