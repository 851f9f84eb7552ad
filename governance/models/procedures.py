"""Procedures: how a kind of matter is decided, as data with effective dates."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Organisation
from registry.models.base import BilingualName, Stamped
from registry.querysets import DatedQuerySet


class DayType(models.TextChoices):
    """How days are counted; the law's own periods are working days (Administrative Licensing Law art. 82)."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", pgettext_lazy("unit", "calendar days")


class Certainty(models.TextChoices):
    """How sure the source of a rule is; nothing uncertain is presented as law."""

    VERIFIED = "verified", _("Verified in the source")
    LIKELY = "likely", _("From general knowledge, to be checked")
    DESIGN = "design", _("Proposal of this platform")


@pghistory.track()
class Procedure(BilingualName, Stamped):
    """One version of a procedure. A case keeps a frozen copy of the version it was opened under.

    `intake_days` run from receipt until the applicant is told what is missing; `decision_days` from acceptance, with
    `extension_days` the head may add. `sections` lists the keys of the plan sections that the dossier must hold.
    """

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    legal_basis_zh = models.TextField(_("legal basis (Chinese)"))
    legal_basis_en = models.TextField(_("legal basis (English)"))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    sections = models.JSONField(_("sections"), default=list)
    intake_days = models.PositiveSmallIntegerField(_("days to check completeness"))
    decision_days = models.PositiveSmallIntegerField(_("days to decide"))
    extension_days = models.PositiveSmallIntegerField(_("days of extension"))
    day_type = models.CharField(_("day type"), max_length=8, choices=DayType.choices, default=DayType.WORKING)
    corrections_allowed = models.PositiveSmallIntegerField(_("times corrections may be asked"), default=1)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.function}"


class ProcedureDocument(BilingualName):
    """An attachment that the dossier needs, or may have."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="documents")
    code = models.CharField(_("code"), max_length=40)
    is_required = models.BooleanField(_("required"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("document of a procedure")
        verbose_name_plural = _("documents of a procedure")
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="procedure_document_once")]
