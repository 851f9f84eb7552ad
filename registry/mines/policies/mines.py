"""Mines: territory decides for offices, holding decides for companies."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, territory
from registry.scope.rules.grants import Grant

#: Territorial kinds that read the register; a village committee is heard in cases, it does not keep the register.
OFFICES = (
    Organisation.Kind.DEPARTMENT,
    Organisation.Kind.COMMITTEE,
    Organisation.Kind.COMMITTEE_OFFICE,
)
#: Roles that do not work with the register: a system's keepers do no business.
NO_BUSINESS = (Role.ADMINISTRATOR, Role.SECURITY_OFFICER)

_OFFICERS = (Role.INTAKE_CLERK, Role.REVIEWER, Role.DEPARTMENT_HEAD)
_DECIDERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD)
_HOLDER = (Role.APPLICANT, Role.COMPANY_MANAGER)
_LAND = (Organisation.Function.NATURAL_RESOURCES,)
_SAFETY = (Organisation.Function.EMERGENCY_MANAGEMENT, Organisation.Function.MINE_SAFETY)


@dataclass(frozen=True)
class Right:
    """Who may do an action: officers of which departments, and which people of the holder."""

    functions: tuple[str, ...]
    roles: tuple[str, ...]
    holder_roles: tuple[str, ...] = ()
    reason: object = ""


_BY_LAND = _("Only officers of the natural resources department of this territory may do this.")
_BY_LAND_DECIDERS = _("Only reviewers and heads of the natural resources department of this territory may do this.")
_BY_STAGE = _(
    "Only reviewers and heads of natural resources, emergency management or mine safety may change the stage."
)
_BY_HOLDER = _("Only the holder and the departments of natural resources and emergency management may do this.")
_BY_KEEPERS = _(
    "Only officers of natural resources, emergency management or mine safety of this territory may do this."
)

RIGHTS: dict[str, Right] = {
    "register": Right(_LAND, _OFFICERS, reason=_BY_LAND),
    "revise": Right(_LAND, _OFFICERS, reason=_BY_LAND),
    "set_boundary": Right(_LAND, _OFFICERS, reason=_BY_LAND),
    "transfer_holder": Right(_LAND, _DECIDERS, reason=_BY_LAND_DECIDERS),
    "set_stage": Right(_LAND + _SAFETY, _DECIDERS, reason=_BY_STAGE),
    "manage_rights": Right(_LAND, _DECIDERS, reason=_BY_LAND_DECIDERS),
    "manage_licences": Right(_LAND, _DECIDERS, reason=_BY_LAND_DECIDERS),
    "manage_facilities": Right(_LAND + _SAFETY, _OFFICERS, _HOLDER, reason=_BY_HOLDER),
    "manage_documents": Right(_LAND + _SAFETY, _OFFICERS, _HOLDER, reason=_BY_HOLDER),
    "import": Right(_LAND, _OFFICERS, reason=_BY_LAND),
    "record_production": Right(_LAND + _SAFETY, _OFFICERS, reason=_BY_KEEPERS),
}


class MinePolicy(Policy[Mine]):
    """Offices see the mines of their territory, a company the mines it holds today, nobody else any."""

    model = Mine
    actions = frozenset({"view", *RIGHTS})

    def scope(self, user: User, action: str = "view") -> QuerySet[Mine]:
        """The mines the user may see; what he may do with one is `check`'s answer."""
        grants = [grant for grant in user.grants() if grant.role not in NO_BUSINESS]
        offices = [grant for grant in grants if grant.kind in OFFICES]
        held = {grant.organisation_id for grant in grants if _is_holder(grant)}
        rows = territory(offices, "region_code")
        return Mine.objects.filter(rows | Q(holder__in=held) if held and rows else rows)

    def check(self, user: User, action: str, obj: Mine | None = None) -> Verdict:
        """Whether the user may do `action` on the mine, or on some mine of his territory when none is given."""
        self.known(action)
        if action == "view":
            return Allowed()
        right = RIGHTS[action]
        if any(_grants_it(grant, right, obj) for grant in user.grants()):
            return Allowed()
        return Denied(right.reason)

    def check_region(self, user: User, action: str, region_code: str) -> Verdict:
        """Whether the user may do `action` with a mine in the region."""
        return self.check(user, action, Mine(region_code=region_code))

    def territories(self, user: User, action: str) -> tuple[str, ...]:
        """The region prefixes in which the user may do `action` as an officer."""
        right = RIGHTS[action]
        return tuple(sorted({str(g.region_prefix) for g in user.grants() if _is_officer(g, right)}))


def _is_holder(grant: Grant) -> bool:
    return grant.kind == Organisation.Kind.COMPANY and grant.role in _HOLDER


def _is_officer(grant: Grant, right: Right) -> bool:
    return grant.function in right.functions and grant.role in right.roles and grant.region_prefix is not None


def _grants_it(grant: Grant, right: Right, mine: Mine | None) -> bool:
    if _is_officer(grant, right):
        return mine is None or grant.covers(mine.region_code)
    holds = _is_holder(grant) and grant.role in right.holder_roles
    return holds and (mine is None or mine.holder_id == grant.organisation_id)


policy = MinePolicy()
