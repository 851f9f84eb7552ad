"""Cases and their dossiers."""

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.approval.models.procedures import Procedure
from governance.approval.rules.procedures.frozen_procedures import FrozenProcedure
from registry.base.models.base import Stamped, append_only
from registry.files.models import Attachment
from registry.matters.models import OfMatter, copies_matter
from registry.scope.models import Organisation, User


@pghistory.track()
class Case(OfMatter, Stamped):
    """One application from draft to decision: the kind of matter that departments approve together.

    States: *draft* (the company writes), *submitted* (the intake clerk checks completeness), *correcting* (the company
    supplies what was missing, asked once), *review* (departments review in parallel), *deciding* (all have spoken; the
    committee's office drafts the decision), *stopped* (a department refused; the office drafts the refusal, or the
    conflict is settled), *revising* (the company changes the dossier under review; a new round follows),
    *countersigning* (another office's head must sign), then *approved* or *refused*. *not_accepted* and *withdrawn* end
    it early. Its body is the office of the committee that handles it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Completeness check")
        CORRECTING = "correcting", _("Correction by the applicant")
        REVIEW = "review", _("Parallel review")
        DECIDING = "deciding", _("Decision being drafted")
        STOPPED = "stopped", _("Stopped by an objection")
        REVISING = "revising", _("Revision by the applicant")
        COUNTERSIGNING = "countersigning", _("Waiting for countersignature")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Not approved")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Relation(models.TextChoices):
        AMENDMENT = "amendment", _("Amends")
        RECONSIDERATION = "reconsideration", _("Asks to reconsider")

    class Scope(models.TextChoices):
        MAJOR = "major", _("Major change: every department reviews")
        MINOR = "minor", _("Minor change: only the departments that it touches")

    ENDED = ("approved", "refused", "not_accepted", "withdrawn")

    application = models.UUIDField(_("application"), unique=True, default=uuid.uuid4, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="cases")
    procedure_copy = models.JSONField(_("procedure as frozen at opening"))
    applicant = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="cases_opened")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    corrections_asked = models.PositiveSmallIntegerField(_("corrections asked"), default=0)
    closing_reason = models.TextField(_("reason of the end"), max_length=2000, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    relation = models.CharField(_("relation"), max_length=16, choices=Relation.choices, blank=True)
    scope = models.CharField(_("scope of the change"), max_length=8, choices=Scope.choices, blank=True)
    receipt_number = models.CharField(_("receipt"), max_length=40, blank=True)

    KIND: ClassVar[str] = "case"

    class Meta(OfMatter.Meta):
        ordering = ("-created_at", "-pk")
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["-created_at", "-matter"]),
            models.Index(fields=["state", "-created_at", "-matter"]),
            models.Index(fields=["region_code", "-created_at", "-matter"]),
            models.Index(fields=["applicant", "-created_at", "-matter"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mine", "procedure"],
                condition=~models.Q(state__in=["approved", "refused", "not_accepted", "withdrawn"]),
                name="case_one_open_per_mine",
                violation_error_message=_("The mine has an open case of this kind already."),
            ),
            models.UniqueConstraint(
                fields=["receipt_number"], condition=~models.Q(receipt_number=""), name="case_receipt_once"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True, relation="")
                | models.Q(parent__isnull=False) & ~models.Q(relation=""),
                name="case_relation_names_parent",
            ),
        ]
        triggers = [copies_matter("case_copies_matter", "case")]

    def get_absolute_url(self) -> str:
        """The case's page."""
        return reverse("governance:case_detail", args=[self.pk])

    @property
    def office(self) -> Organisation:
        """The office of the committee that handles the case."""
        return self.responsible

    @property
    def office_id(self) -> int:
        """The key of that office."""
        return self.responsible_id

    @cached_property
    def frozen(self) -> FrozenProcedure:
        """The procedure that the case was opened under, as it counts for its mine."""
        return FrozenProcedure.parse(self.procedure_copy)

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen to the case."""
        return self.state not in self.ENDED


class DossierRevision(models.Model):
    """One frozen dossier: opinions bind to it. `content_hash` covers all sections and the attachments' hashes."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    frozen_at = models.DateTimeField(_("frozen"), auto_now_add=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    manifest = models.JSONField(_("attachments"), default=list, help_text=_("identifier, name, size, SHA-256"))
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64)

    class Meta:
        ordering = ("number",)
        verbose_name = _("dossier revision")
        verbose_name_plural = _("dossier revisions")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="dossier_revision_once")]
        triggers = [append_only("dossier_revision_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} r{self.number}"


class CaseDocument(models.Model):
    """An attachment of the dossier, under the procedure's document code."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="case_document")
    code = models.CharField(_("document"), max_length=40)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        ordering = ("code", "id")
        verbose_name = _("case document")
        verbose_name_plural = _("case documents")

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


#: One item of a notice, and the section or document that it names.
CORRECTION_ITEM = models.CharField(max_length=500)
CORRECTION_PLACE = models.CharField(max_length=40, blank=True)


class CorrectionNotice(models.Model):
    """Everything that is missing, told to the applicant at once (Administrative Licensing Law art. 32)."""

    MOST_ITEMS: ClassVar[int] = 100

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(_("number"))
    items = models.JSONField(_("what is missing"), help_text=_("list of section or document and text"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    due_on = models.DateField(_("due date"), null=True)

    class Meta:
        ordering = ("number",)
        verbose_name = _("correction notice")
        verbose_name_plural = _("correction notices")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="correction_notice_once")]
        triggers = [append_only("correction_notice_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"
