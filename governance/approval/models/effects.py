"""What the signature of an approval changes beyond the case: proposed terms of a licence, and what was done."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.decisions import Decision
from registry.base.models.base import append_only
from registry.mines.models import Mine, MiningLicence, MiningRight


class LicenceTerms(models.Model):
    """The licence that a decision grants: written with the draft, issued by the signature (arts 22, 33)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="licence_terms")
    right = models.ForeignKey(MiningRight, models.PROTECT, related_name="+", verbose_name=_("mining right"))
    number = models.CharField(_("licence number"), max_length=40)
    valid_to = models.DateField(_("valid to"))
    capacity = models.DecimalField(
        _("approved capacity"),
        max_digits=10,
        decimal_places=4,
        help_text=_("Mt a year"),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )
    method = models.CharField(_("mining method"), max_length=12, choices=Mine.Method.choices)
    licence = models.OneToOneField(MiningLicence, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        verbose_name = _("terms of a licence")
        verbose_name_plural = _("terms of licences")
        constraints = [
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="licence_terms_capacity_positive")
        ]

    def __str__(self) -> str:
        return self.number


class DecisionEffect(models.Model):
    """One thing that the signature of a decision changed outside the case; `details` holds what its sentence names."""

    class Kind(models.TextChoices):
        LICENCE_ISSUED = "licence_issued", _("Licence issued")
        LICENCE_REPLACED = "licence_replaced", _("Licence replaced")
        STAGE = "stage", _("Stage of the mine changed")
        STAGE_KEPT = "stage_kept", _("Stage of the mine unchanged")
        PLAN_REPLACED = "plan_replaced", _("Plan in force replaced")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="effects")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    details = models.JSONField(_("details"), default=dict)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("id",)
        verbose_name = _("effect of a decision")
        verbose_name_plural = _("effects of decisions")
        triggers = [append_only("decision_effect_append_only")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.kind}"
