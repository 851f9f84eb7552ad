"""Facilities: seen with their mine, kept by those who manage the facilities of the mine."""

from django.db.models import QuerySet

from registry.mines.models import Facility
from registry.mines.policies import mines
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Policy, Verdict


class FacilityPolicy(Policy[Facility]):
    """A facility is seen with its mine."""

    model = Facility
    actions = frozenset({"view", "manage"})

    def scope(self, user: User, action: str = "view") -> QuerySet[Facility]:
        """The facilities of the mines in scope."""
        return Facility.objects.filter(mine__in=mines.policy.scope(user)).select_related("mine")

    def check(self, user: User, action: str, obj: Facility | None = None) -> Verdict:
        """As for the mine."""
        self.known(action)
        mine = obj.mine if obj is not None else None
        return Allowed() if action == "view" else mines.policy.check(user, "manage_facilities", mine)


policy = FacilityPolicy()
