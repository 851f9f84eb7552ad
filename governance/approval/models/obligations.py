"""What a decision does with the obligations that it finds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.approval.models.decisions import Decision
from registry.base.models.base import append_only
from registry.matters.models import Obligation


class ObligationChoice(models.Model):
    """What the draft of an amending decision does with a pending obligation: carry it over, or end it with a reason."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="obligation_choices")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="choices")
    is_carried = models.BooleanField(_("carried over"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("choice on an obligation")
        verbose_name_plural = _("choices on obligations")
        constraints = [
            models.UniqueConstraint(fields=["decision", "obligation"], name="obligation_choice_once"),
            models.CheckConstraint(
                condition=models.Q(is_carried=True) | ~models.Q(reason=""),
                name="obligation_choice_end_is_reasoned",
                violation_error_message=_("Say why the obligation ends."),
            ),
        ]
        triggers = [append_only("obligation_choice_append_only")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.obligation_id}"
