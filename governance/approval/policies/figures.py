"""Figures of decided cases: the authorities and the committee compare them, companies do not."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import CaseFigure
from registry.matters.policies.parties import OFFICIAL
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory


class FigurePolicy(Policy[CaseFigure]):
    """Each body sees the cases of its territory."""

    model = CaseFigure

    def scope(self, user: User, action: str = "view") -> QuerySet[CaseFigure]:
        return CaseFigure.objects.filter(territory(grants_with(user, *OFFICIAL), "region_code"))

    def check(self, user: User, action: str, obj: CaseFigure | None = None) -> Verdict:
        if action == "view" and grants_with(user, *OFFICIAL):
            return Allowed()
        return Denied(_("The authorities and the committee compare what cases took."))
