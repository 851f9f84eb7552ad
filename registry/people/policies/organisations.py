"""Who sees and changes which organisations.

Departments, committees, their offices, village committees and assessors are open to everyone signed in. A company is
open to its own members and to the bodies in whose territory it has its seat or holds a mine; another company never
sees it.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory
from registry.scope.rules.grants import TERRITORIAL, Grant

#: Village representatives have a territory but supervise nobody.
_SUPERVISING = TERRITORIAL - {"village_committee"}
#: What only an administrator does to an organisation.
MANAGE = ("create", "edit", "end")


def seated_or_holding(grants: list[Grant], field: str = "") -> Q:
    """Organisations (reached through `field`) with their seat or a mine in the territory of the grants."""
    path = f"{field}__" if field else ""
    grants = [grant for grant in grants if grant.kind in _SUPERVISING]
    holders = Mine.objects.filter(territory(grants, "region_code"), holder__isnull=False).values("holder")
    seated = territory(grants, f"{path}region__code")
    return seated | Q(**{f"{path}pk__in": holders}) if grants else seated


class OrganisationPolicy(Policy[Organisation]):
    """Scope by kind and territory; changes by the administrators of the territory."""

    model = Organisation

    def scope(self, user: User, action: str = "view") -> QuerySet[Organisation]:
        """Open bodies, one's own organisation, and the companies of one's territory."""
        grants = user.grants()
        rows = Organisation.objects.select_related("region", "parent")
        own = Q(pk__in=[grant.organisation_id for grant in grants])
        return rows.filter(~Q(kind="company") | own | seated_or_holding(grants))

    def check(self, user: User, action: str, obj: Organisation | None = None) -> Verdict:
        """Administrators create, edit and end the organisations of their territory."""
        if action == "view":
            return Allowed()
        held = grants_with(user, Role.ADMINISTRATOR)
        if action not in MANAGE or not held:
            return Denied(_("Only an administrator may do this."))
        if obj is None or self.manages(user, obj):
            return Allowed()
        return Denied(_("This organisation lies outside your territory."))

    def manages(self, user: User, obj: Organisation) -> bool:
        """Whether the seat of `obj`, or a mine it holds, lies in the territory of one of the user's powers."""
        return is_in_charge(user, obj, Role.ADMINISTRATOR)


def is_in_charge(user: User, obj: Organisation, *powers: Role) -> bool:
    """Whether one of the separated `powers` of `user` covers the organisation."""
    grants = [grant for grant in grants_with(user, *powers) if grant.kind in _SUPERVISING]
    if not grants:
        return False
    code = obj.region.code if obj.region else ""
    if any(grant.region_prefix == "" or (code and grant.covers(code)) for grant in grants):
        return True
    return Mine.objects.filter(territory(grants, "region_code"), holder=obj.pk).exists() if obj.pk else False


policy = OrganisationPolicy()
