"""Who may see the thresholds of the co-indicators."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import IndicatorThreshold
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict


class ThresholdPolicy(Policy[IndicatorThreshold]):
    """Rules are published before they are applied (Administrative Licensing Law art. 5): everyone may read them."""

    model = IndicatorThreshold

    def scope(self, user: User, action: str = "view") -> QuerySet[IndicatorThreshold]:
        return IndicatorThreshold.objects.all()

    def check(self, user: User, action: str, obj: IndicatorThreshold | None = None) -> Verdict:
        if action == "view":
            return Allowed()
        return Denied(_("Thresholds are loaded from the data of the installation, with their sources."))
