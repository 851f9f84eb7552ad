"""Who sees and records the delivery of a decision."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Decision
from governance.approval.policies.cases import CasePolicy
from registry.matters.policies.parties import INTAKE
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with


class DeliveryPolicy(Policy[Decision]):
    """A signed decision is seen with its case; the office that handles the case delivers it."""

    model = Decision

    def scope(self, user: User, action: str = "view") -> QuerySet[Decision]:
        return Decision.objects.filter(case__in=CasePolicy().scope(user), state=Decision.State.SIGNED)

    def check(self, user: User, action: str, obj: Decision | None = None) -> Verdict:
        if obj is None:
            return Denied(_("Name the decision."))
        if action == "view":
            return Allowed()
        if action != "deliver":
            return Denied(_("This act is not known."))
        if any(grant.organisation_id == obj.case.office_id for grant in grants_with(user, *INTAKE)):
            return Allowed()
        return Denied(_("Only the committee's office that handled the case delivers its decision."))
