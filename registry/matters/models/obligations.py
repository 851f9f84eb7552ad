"""Obligations: what a matter leaves to be done, followed until it is met, whatever takes the matter's place."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.base.models.base import Stamped
from registry.files.models import Attachment
from registry.matters.models.matters import Matter
from registry.mines.models import Mine
from registry.scope.models import Organisation, User


@pghistory.track()
class Obligation(Stamped):
    """What a holder must do by when, and which department verifies it.

    It is a row of its own, with a version and a lock of its own: it outlives the act that set it. `subject` is the part
    of the matter that asks for it (a condition of a decision), `source` the document that people read.

    States: *open*, *reported* (the holder says it is done, evidence attached), *verified*, *carried* (an amendment took
    it over: `carried_to` is the row that counts now), *ended* (an amendment ended it, with the reason), *passed* (the
    mine changed its holder: `carried_to` is the row of the new one).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        REPORTED = "reported", _("Reported as done")
        VERIFIED = "verified", _("Verified")
        CARRIED = "carried", _("Carried over")
        ENDED = "ended", _("Ended by an amendment")
        PASSED = "passed", _("Passed to the new holder")

    PENDING = ("open", "reported")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="obligations")
    subject = models.PositiveBigIntegerField(_("part"), default=0, help_text=_("its key; 0 is the whole"))
    source = models.CharField(_("set by"), max_length=80, blank=True, help_text=_("number of the document"))
    mine = models.ForeignKey(Mine, models.PROTECT, related_name="obligations")
    region_code = models.CharField(_("region code"), max_length=6)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="obligations")
    verifier = models.ForeignKey(Organisation, models.PROTECT, related_name="obligations_verified")
    text = models.CharField(_("obligation"), max_length=500)
    due_on = models.DateField(_("due date"))
    evidence = models.CharField(_("what proves it"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    ended_reason = models.TextField(_("reason of the end"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("due_on", "id")
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        indexes = [
            models.Index(fields=["due_on", "id"]),
            models.Index(
                fields=["mine", "due_on"], condition=Q(state__in=["open", "reported"]), name="obligation_pending"
            ),
            models.Index(fields=["holder", "due_on", "id"]),
            models.Index(fields=["verifier", "due_on", "id"]),
            models.Index(fields=["region_code", "due_on", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ended") | ~Q(ended_reason=""), name="obligation_end_is_reasoned"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ObligationReport(models.Model):
    """The holder reports the obligation as done; the verifying department answers. `holder` is who reported it then."""

    class Verdict(models.TextChoices):
        PENDING = "", _("Waits for verification")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reports")
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("what was done"), max_length=4000, validators=limits.REASONED)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("reported"), default=timezone.now)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices, default="", blank=True)
    verdict_text = models.TextField(_("reasons"), max_length=2000, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("report on an obligation")
        verbose_name_plural = _("reports on obligations")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(verdict=""), name="obligation_one_pending_report"
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("by")),
                name="obligation_verified_by_another",
                violation_error_message=_("Who reported an obligation cannot verify it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.verdict}"
