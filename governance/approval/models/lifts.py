"""What the committee lifted of the checks before a decision."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case, DossierRevision
from governance.committee.models import AgendaItem
from registry.base.models.base import append_only
from registry.scope.models import User


class CheckLift(models.Model):
    """The committee lifted a failed check on one revision, by a vote and with its reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="check_lifts")
    revision = models.ForeignKey(DossierRevision, models.PROTECT, related_name="+")
    code = models.CharField(_("check"), max_length=40)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="lifts")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("lifted check")
        verbose_name_plural = _("lifted checks")
        constraints = [
            models.UniqueConstraint(fields=["case", "revision", "code"], name="check_lift_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="check_lift_is_reasoned"),
        ]
        triggers = [append_only("check_lift_append_only")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"
