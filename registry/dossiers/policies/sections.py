"""Who sees and who writes the sections of a plan; the rooms name the model."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.dossiers.models import PlanSection
from registry.scope.models import Role, User
from registry.scope.policies import base
from registry.scope.policies.base import Allowed, Denied, Verdict

S = TypeVar("S", bound=PlanSection)

WRITERS = (Role.APPLICANT, Role.COMPANY_MANAGER)
WITHOUT_BUSINESS = (Role.ADMINISTRATOR, Role.SECURITY_OFFICER)


class SectionPolicy(base.Policy[S]):
    """The holder's people see the drafts and all revisions; a territory sees what was frozen; villages the approved."""

    def scope(self, user: User, action: str = "view") -> QuerySet[S]:
        grants = [grant for grant in user.grants() if grant.role not in WITHOUT_BUSINESS]
        companies = {grant.organisation_id for grant in grants if grant.kind == "company"}
        villages = [grant for grant in grants if grant.kind == "village_committee"]
        others = [grant for grant in grants if grant.kind != "village_committee"]
        return self.model._default_manager.filter(
            Q(mine__holder__in=companies)
            | Q(revision__gt=0) & base.territory(others, "mine__region_code")
            | Q(status=PlanSection.Status.APPROVED) & base.territory(villages, "mine__region_code")
        )

    def check(self, user: User, action: str, obj: S | None = None) -> Verdict:
        if action == "view":
            return Allowed()
        if obj is None or action != "save":
            return Denied(_("Sections are changed through their application only."))
        companies = {grant.organisation_id for grant in base.grants_with(user, *WRITERS)}
        if obj.mine.holder_id not in companies:
            return Denied(_("Only applicants and managers of the company that holds the mine write its plan."))
        return Allowed()
