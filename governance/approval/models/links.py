"""What a company asks when it asks to reconsider a decision."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case
from governance.approval.models.decisions import Decision
from registry.base.models import limits
from registry.base.models.base import append_only
from registry.base.models.catalogues import Certainty
from registry.scope.models import User


class Reconsideration(models.Model):
    """Why a decision is questioned and what is asked for; `until` is the last day of the period as it was then.

    The period runs from the day on which the applicant learned of the decision. `certainty` says how sure the source of
    the period is.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="reconsideration")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reconsiderations")
    grounds = models.TextField(_("grounds"), max_length=4000, validators=limits.REASONED)
    claim = models.TextField(_("what is asked for"), max_length=2000)
    learned_on = models.DateField(_("learned of the decision on"))
    until = models.DateField(_("last day of the period"))
    days = models.PositiveSmallIntegerField(_("days of the period"), help_text=_("calendar days"))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name = _("request for reconsideration")
        verbose_name_plural = _("requests for reconsideration")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(grounds="") & ~models.Q(claim=""), name="reconsideration_is_reasoned"
            )
        ]
        triggers = [append_only("reconsideration_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.decision_id}"
