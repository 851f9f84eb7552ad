"""Holds: who sees them, and who places and lifts one by hand.

The public sees none: a hold is part of the file of an inspection or a procedure under way, which need not be published
(Regulation on Open Government Information art. 16); what must be published (penalties, decisions) has its own page.
"""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Hold, Mine
from registry.mines.policies import mines
from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict
from registry.scope.rules.grants import Grant

Function = Organisation.Function
#: Kind of hold → the departments on whose ground it is placed: they are told, and their heads lift it.
RESPONSIBLE: Mapping[str, tuple[str, ...]] = {
    Hold.Kind.HAZARD: (Function.EMERGENCY_MANAGEMENT, Function.MINE_SAFETY),
    Hold.Kind.ORDER: (Function.NATURAL_RESOURCES, Function.EMERGENCY_MANAGEMENT, Function.ECOLOGY_ENVIRONMENT),
    Hold.Kind.STOPPAGE: (Function.EMERGENCY_MANAGEMENT, Function.MINE_SAFETY, Function.NATURAL_RESOURCES),
    Hold.Kind.MONEY: (Function.FINANCE, Function.NATURAL_RESOURCES),
    Hold.Kind.INQUIRY: (Function.NATURAL_RESOURCES, Function.EMERGENCY_MANAGEMENT, Function.ECOLOGY_ENVIRONMENT),
    Hold.Kind.SEIZURE: (Function.NATURAL_RESOURCES,),
    Hold.Kind.RECORDS: (Function.NATURAL_RESOURCES, Function.EMERGENCY_MANAGEMENT),
}
assert set(RESPONSIBLE) == set(Hold.Kind)
PLACERS, LIFTERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD), (Role.DEPARTMENT_HEAD,)
#: The source of what an officer places himself.
BY_HAND = "registry.hand"

_PLACE = _("Only reviewers and heads of a department that is responsible for such matters here may place a hold.")
_LIFT = _("Only the head of a department that is responsible for such a hold here may lift it.")
_BY_ROOM = _("This hold ends with the record that placed it; close that one.")


class HoldPolicy(Policy[Hold]):
    """A hold is seen with its mine: by the offices of the territory, and by the company that holds the mine today."""

    model = Hold

    def scope(self, user: User, action: str = "view") -> QuerySet[Hold]:
        """The holds on the mines that the user may see."""
        return Hold.objects.filter(mine__in=mines.policy.scope(user).order_by().values("pk"))

    def check(self, user: User, action: str, obj: Hold | None = None) -> Verdict:
        """Whether the user may lift a hold that was placed by hand, or view it."""
        if action == "view":
            return Allowed()
        assert obj is not None
        if obj.source_kind != BY_HAND:
            return Denied(_BY_ROOM)
        return may_lift(user, obj)

    def check_place(self, user: User, mine: Mine) -> Verdict:
        """Whether the user may place some hold on the mine by hand."""
        return Allowed() if kinds_for(user, mine) else Denied(_PLACE)


def kinds_for(user: User, mine: Mine) -> list[str]:
    """The kinds of hold that the user may place on the mine by hand, in the order of the list."""
    return [kind for kind in Hold.Kind.values if placing_grant(user, mine, kind) is not None]


def placing_grant(user: User, mine: Mine, kind: str) -> Grant | None:
    """The grant by which the user places a hold of this kind on the mine."""
    return _grant(user, mine, RESPONSIBLE.get(kind, ()), PLACERS)


def may_place(by: Actor, mine: Mine) -> Verdict:
    """Whether the actor may place a hold by hand; the service asks for the kind besides."""
    return policy.check_place(by, mine) if isinstance(by, User) else Allowed()


def may_lift(by: Actor, hold: Hold) -> Verdict:
    """Whether the actor may lift a hold that was placed by hand: a head of the departments responsible for its kind."""
    if not isinstance(by, User):
        return Allowed()
    return Allowed() if _grant(by, hold.mine, RESPONSIBLE[hold.kind], LIFTERS) is not None else Denied(_LIFT)


def _grant(user: User, mine: Mine, functions: tuple[str, ...], roles: tuple[Role, ...]) -> Grant | None:
    for grant in user.grants():
        if grant.function in functions and grant.role in roles and grant.covers(mine.region_code):
            return grant
    return None


policy = HoldPolicy()
