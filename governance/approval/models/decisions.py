"""Decisions, their conditions and their letters."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case, DossierRevision
from governance.approval.models.rounds import OpinionCondition, Seat
from registry.base.models import limits
from registry.base.models.base import append_only
from registry.files.models import Attachment
from registry.scope.models import Organisation, User


@pghistory.track()
class Decision(models.Model):
    """A decision proposed by the committee's office and signed by the head of another office.

    States: *proposed*, *returned* (the second signatory sent it back with reasons; a new one may follow), *signed*.
    """

    class Outcome(models.TextChoices):
        APPROVE = "approve", _("Approve")
        REFUSE = "refuse", _("Refuse")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RETURNED = "returned", _("Returned")
        SIGNED = "signed", _("Signed")

    class Delivery(models.TextChoices):
        PLATFORM = "platform", _("Taken from the platform")
        IN_PERSON = "in_person", _("Handed over")
        POST = "post", _("By post")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    revision = models.ForeignKey(DossierRevision, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    reasons = models.TextField(_("reasons"), max_length=5000, validators=limits.REASONED)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PROPOSED)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="decisions_drafted")
    drafted_for = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions_drafted")
    drafted_at = models.DateTimeField(_("drafted"), default=timezone.now)
    countersigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="decisions_countersigned")
    countersigned_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="decisions_countersigned"
    )
    countersigned_at = models.DateTimeField(_("countersigned"), null=True)
    return_reason = models.TextField(_("reason of the return"), max_length=2000, blank=True, validators=limits.REASONED)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    verification_code = models.CharField(_("verification code"), max_length=32, blank=True)
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    delivered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    delivery_note = models.CharField(_("note on the delivery"), max_length=300, blank=True)

    class Meta:
        ordering = ("-drafted_at", "-id")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["proposed", "signed"]), name="decision_one_standing"
            ),
            models.UniqueConstraint(
                fields=["verification_code"], condition=~Q(verification_code=""), name="decision_code_once"
            ),
            models.UniqueConstraint(
                fields=["document_number"], condition=~Q(document_number=""), name="decision_number_once"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True)
                | (~Q(countersigned_by=F("drafted_by")) & ~Q(countersigned_for=F("drafted_for"))),
                name="decision_second_person",
                violation_error_message=_("The countersignature must come from another person of another office."),
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False)
                & ~Q(document_number="")
                & ~Q(verification_code=""),
                name="decision_signed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, delivery="") | Q(delivered_at__isnull=False) & ~Q(delivery=""),
                name="decision_delivery_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["countersigned_at"], condition=Q(state="signed"), name="decision_signed_at")]

    def __str__(self) -> str:
        return self.document_number or str(self.pk)


class DecisionCondition(models.Model):
    """An obligation of the holder, with its due date, taken over from an opinion."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="conditions")
    source = models.ForeignKey(OpinionCondition, models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("condition"), max_length=500)
    due_on = models.DateField(_("due date"))
    evidence = models.CharField(_("what proves it"), max_length=300, blank=True)
    verifier = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("due_on", "id")
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def __str__(self) -> str:
        return self.text


class DecisionLetter(models.Model):
    """The letter of a signed decision in one language; rendered by a sweep, or when first asked for."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters")
    language = models.CharField(_("language"), max_length=10)
    attachment = models.OneToOneField(Attachment, models.PROTECT, null=True, related_name="decision_letter")
    rendered_at = models.DateTimeField(_("rendered"), null=True)

    class Meta:
        ordering = ("language",)
        verbose_name = _("decision letter")
        verbose_name_plural = _("decision letters")
        constraints = [models.UniqueConstraint(fields=["decision", "language"], name="decision_letter_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.language}"


class Acknowledgement(models.Model):
    """A seat has seen another decision on the same mine; before that its opinion does not count."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="acknowledgements")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="acknowledgements")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [models.UniqueConstraint(fields=["seat", "decision"], name="acknowledgement_once")]
        triggers = [append_only("acknowledgement_append_only")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.decision_id}"
