"""Procedures: how a kind of matter is decided, as data with effective dates."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.base.models.base import BilingualName, Stamped
from registry.base.models.catalogues import Certainty
from registry.base.models.querysets import DatedQuerySet
from registry.scope.models import Organisation, User


class DayType(models.TextChoices):
    """How days are counted; the law's own periods are working days (Administrative Licensing Law art. 82)."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", pgettext_lazy("unit", "calendar days")


def _applies() -> models.JSONField:
    """For which mines a row counts: {"stages", "methods", "minerals", "sizes"}; what is not named is any."""
    return models.JSONField(_("for which mines"), default=dict, blank=True)


@pghistory.track()
class Procedure(BilingualName, Stamped):
    """One version of a procedure. A case keeps a frozen copy of the version it was opened under.

    `intake_days` run from receipt until the applicant is told what is missing; `decision_days` from acceptance, with
    `extension_days` the head may add. `sections` lists the keys of the plan sections that the dossier must hold;
    `section_rules` says for which mines a section counts, `variants` what is different for some mines (a small one gets
    the shorter periods). `vote` holds quorum, majority, ballot and tie rule of the committee.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan approval")
        AMENDMENT = "amendment", _("Plan amendment")
        SAFETY_DESIGN = "safety_design", _("Safety facility design review")
        LICENCE = "licence", _("Licence issue")
        RESTART = "restart", _("Restart after stoppage")
        ACCEPTANCE = "acceptance", _("Acceptance of restoration")
        CLOSURE = "closure", _("Closure")
        RECONSIDERATION = "reconsideration", _("Reconsideration")

    class ExtensionBy(models.TextChoices):
        HEAD = "head", _("The head of the leading department")
        GOVERNMENT = "government", _("The head of the government, through the committee")

    class VetoSettler(models.TextChoices):
        NOBODY = "", _("Nobody: a veto stands until its department withdraws it")
        COMMITTEE = "committee", _("The committee, by vote")

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    kind = models.CharField(_("kind of matter"), max_length=16, choices=Kind.choices, default=Kind.PLAN)
    applies = _applies()
    variants = models.JSONField(_("variants"), default=list, blank=True)
    legal_basis_zh = models.TextField(_("legal basis (Chinese)"))
    legal_basis_en = models.TextField(_("legal basis (English)"))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    sections = models.JSONField(_("sections"), default=list, blank=True)
    section_rules = models.JSONField(_("for which mines a section counts"), default=dict, blank=True)
    intake_days = models.PositiveSmallIntegerField(_("days to check completeness"))
    decision_days = models.PositiveSmallIntegerField(_("days to decide"))
    extension_days = models.PositiveSmallIntegerField(_("days of extension"))
    extension_by = models.CharField(
        _("who extends"), max_length=10, choices=ExtensionBy.choices, default=ExtensionBy.GOVERNMENT
    )
    day_type = models.CharField(_("day type"), max_length=8, choices=DayType.choices, default=DayType.WORKING)
    delivery_days = models.PositiveSmallIntegerField(_("days to deliver"), default=10, help_text=_("working days"))
    notice_days = models.PositiveSmallIntegerField(
        _("days of the public notice"), default=0, help_text=_("working days; 0 asks for none")
    )
    reconsideration_days = models.PositiveSmallIntegerField(
        _("days to ask for reconsideration"), default=60, help_text=_("calendar days")
    )
    corrections_allowed = models.PositiveSmallIntegerField(_("times corrections may be asked"), default=1)
    veto_settler = models.CharField(
        _("who may overcome a veto"), max_length=10, choices=VetoSettler.choices, default=VetoSettler.NOBODY, blank=True
    )
    vote = models.JSONField(_("rules of the vote"), default=dict, blank=True)
    conflict_settler_zh = models.CharField(_("who settles a conflict (Chinese)"), max_length=200, blank=True)
    conflict_settler_en = models.CharField(_("who settles a conflict (English)"), max_length=200, blank=True)
    remedies_zh = models.TextField(_("remedies (Chinese)"), blank=True, help_text=_("Told in every decision letter."))
    remedies_en = models.TextField(_("remedies (English)"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-version")
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="procedure_version_once",
                violation_error_message=_("This version of the procedure exists already."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="procedure_valid_period",
                violation_error_message=_("The last day of validity comes before the first."),
            ),
        ]


class ProcedureSeat(models.Model):
    """A department that speaks: on which legal ground, with what power, within which days."""

    class Power(models.TextChoices):
        DECIDES = "decides", _("Decides on its ground")
        VETO = "veto", _("May veto")
        ADVISES = "advises", _("Advises")

    class Silence(models.TextChoices):
        BLOCKS = "blocks", _("Silence blocks the decision")
        CONSENTS = "consents", _("Silence counts as no objection")

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="seats")
    function = models.CharField(_("department"), max_length=24, choices=Organisation.Function.choices)
    power = models.CharField(_("power"), max_length=8, choices=Power.choices)
    ground_zh = models.TextField(_("legal ground (Chinese)"))
    ground_en = models.TextField(_("legal ground (English)"))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    sections = models.JSONField(_("sections it looks at"), default=list)
    days = models.PositiveSmallIntegerField(_("days"))
    day_type = models.CharField(_("day type"), max_length=8, choices=DayType.choices, default=DayType.WORKING)
    silence = models.CharField(_("meaning of silence"), max_length=8, choices=Silence.choices, default=Silence.BLOCKS)
    deemed_basis_zh = models.CharField(_("article on silence (Chinese)"), max_length=300, blank=True)
    deemed_basis_en = models.CharField(_("article on silence (English)"), max_length=300, blank=True)
    applies = _applies()
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("seat of a procedure")
        verbose_name_plural = _("seats of a procedure")
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "function"],
                name="procedure_seat_once",
                violation_error_message=_("This department has a seat already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(silence="consents") | ~models.Q(deemed_basis_zh=""),
                name="procedure_seat_silence_cites",
                violation_error_message=_("Silence counts as consent only where an article says so: cite it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.function}"


class ProcedureDocument(BilingualName):
    """An attachment that the dossier needs, or may have."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="documents")
    code = models.CharField(_("code"), max_length=40)
    is_required = models.BooleanField(_("required"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    applies = _applies()
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("document of a procedure")
        verbose_name_plural = _("documents of a procedure")
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="procedure_document_once")]


class ProcedureCheck(models.Model):
    """A check that must pass before a decision under the procedure; `params` adjusts it (metres, days)."""

    class LiftedBy(models.TextChoices):
        NOBODY = "", _("Nobody")
        COMMITTEE = "committee", _("The committee, with a recorded reason")

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="checks")
    code = models.CharField(_("code"), max_length=40)
    lifted_by = models.CharField(_("who may lift it"), max_length=10, choices=LiftedBy.choices, default="", blank=True)
    params = models.JSONField(_("parameters"), default=dict, blank=True)
    applies = _applies()
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("check of a procedure")
        verbose_name_plural = _("checks of a procedure")
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="procedure_check_once")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.code}"


class ProcedureDraft(Stamped):
    """The next version of a procedure while it is written; a second administrator publishes it.

    States: *draft* (one administrator writes), *submitted* (waits for another one), *published*, *discarded*.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for a second administrator")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    code = models.CharField(_("code"), max_length=40)
    base = models.ForeignKey(Procedure, models.PROTECT, null=True, related_name="drafts")
    content = models.JSONField(_("content"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="procedure_drafts")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published = models.OneToOneField(Procedure, models.PROTECT, null=True, related_name="draft")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = _("draft of a procedure")
        verbose_name_plural = _("drafts of procedures")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(state__in=["draft", "submitted"]),
                name="procedure_one_open_draft",
                violation_error_message=_("This procedure has an open draft already."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True) | ~models.Q(published_by=models.F("drafted_by")),
                name="procedure_draft_second_person",
                violation_error_message=_("Another administrator than the author publishes a procedure."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
