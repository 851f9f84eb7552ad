"""Obligations: the holder reports, the department that set one verifies, the territory looks on."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.matters.models import Obligation
from registry.matters.policies.obligation_states import VERIFIERS
from registry.matters.policies.parties import COMPANY, OFFICIAL
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory


class ObligationPolicy(Policy[Obligation]):
    """Scope and rights on an obligation; who reported it never verifies it."""

    model = Obligation

    def scope(self, user: User, action: str = "view") -> QuerySet[Obligation]:
        own = [grant.organisation_id for grant in grants_with(user, *COMPANY) if grant.kind == "company"]
        official = territory(grants_with(user, *OFFICIAL), "region_code")
        return Obligation.objects.filter(Q(holder__in=own) | official)

    def reads_all(self, user: User, obligation: Obligation) -> bool:
        """Whether the user reads the reports of every holder: a body of the territory, never a company."""
        return any(grant.covers(obligation.region_code) for grant in grants_with(user, *OFFICIAL))

    def check(self, user: User, action: str, obj: Obligation | None = None) -> Verdict:
        if obj is None:
            return Denied(_("Name the obligation."))
        if action == "view":
            return Allowed()
        if action == "report":
            held = any(grant.organisation_id == obj.holder_id for grant in grants_with(user, *COMPANY))
            return Allowed() if held else Denied(_("Only the company that holds the obligation reports on it."))
        if action == "verify":
            return self._verifies(user, obj)
        return Denied(_("This act is not known."))

    def _verifies(self, user: User, obligation: Obligation) -> Verdict:
        if not any(grant.organisation_id == obligation.verifier_id for grant in grants_with(user, *VERIFIERS)):
            return Denied(_("Only the department that set the obligation verifies it."))
        if obligation.reports.filter(verdict="", by=user).exists():
            return Denied(_("Who reported an obligation cannot verify it."))
        return Allowed()
