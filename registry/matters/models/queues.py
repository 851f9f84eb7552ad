"""The work queue: who holds which matter, kept beside it so that lists need no clocks to be read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.matters.models.matters import Matter
from registry.scope.models import Organisation, User


class QueueEntry(models.Model):
    """One body that must act on one matter, as `who_is_blocking` says: a copy, made anew with every act.

    `part` says as what the body holds the matter, and so which of its people can act; the kind of the matter has the
    words of part, `state` and `category`. `subject` is the part of the matter that waits (0: the whole), `company` whom
    it concerns. `urgent_on` is the due date, or the last day of all where there is none. `matter_version`,
    `calendar_version` and `last_event` say from what the row was made; one made from older ones is found and made anew
    by a sweep.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="queue_entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="queue_entries")
    company = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    subject = models.PositiveBigIntegerField(_("part"), default=0, help_text=_("its key; 0 is the whole"))
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="queue_entries")
    part = models.CharField(_("held as"), max_length=16)
    task_zh = models.CharField(_("task (Chinese)"), max_length=300)
    task_en = models.CharField(_("task (English)"), max_length=300)
    clock = models.CharField(_("clock"), max_length=16, blank=True)
    since = models.DateTimeField(_("since"))
    due_on = models.DateField(_("due date"), null=True)
    urgent_on = models.DateField(_("place by urgency"))
    is_paused = models.BooleanField(_("clock stopped"), default=False)
    kind = models.CharField(_("kind"), max_length=24)
    number = models.CharField(_("number"), max_length=30)
    state = models.CharField(_("state"), max_length=16)
    category = models.CharField(_("filed under"), max_length=40, blank=True)
    region_code = models.CharField(_("region code"), max_length=6)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    matter_version = models.PositiveIntegerField(_("version of the matter"))
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
    def subject_key(self) -> int | None:
        """The key of the part that waits, None for the whole."""
        return self.subject or None

    @property
    def is_late(self) -> bool:
        """Whether the due date is over."""
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def task(self) -> str:
        """What the body must do, in the reader's language."""
        return self.task_zh if (get_language() or "zh").startswith("zh") else self.task_en
