"""Who sees and changes which people.

The three powers share the work so that none of them alone can take an account over: the administrator opens accounts
and resets passwords, the security officer resets second factors, disables, enables and unlocks, the auditor only reads.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.people.policies import organisations
from registry.scope.models import Membership, Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with
from registry.scope.rules.roles import SEPARATED_POWERS

#: Which separated power does what.
POWERS: dict[str, tuple[Role, ...]] = {
    "create": (Role.ADMINISTRATOR,),
    "edit": (Role.ADMINISTRATOR,),
    "reset_password": (Role.ADMINISTRATOR,),
    "disable": (Role.SECURITY_OFFICER,),
    "enable": (Role.SECURITY_OFFICER,),
    "unlock": (Role.SECURITY_OFFICER,),
    "reset_second_factor": (Role.SECURITY_OFFICER,),
}
#: What nobody does to himself here; his own pages are there for that.
_NOT_ONESELF = frozenset(POWERS) - {"create"}
#: What a company manager may do for the applicants of his company.
_MANAGER = frozenset({"disable", "enable", "reset_password"})


class UserPolicy(Policy[User]):
    """Scope by the organisations of a person; rights by separated power."""

    model = User

    def scope(self, user: User, action: str = "view") -> QuerySet[User]:
        """Oneself, the people of one's own organisations, and for the three powers those of their territory."""
        grants = user.grants()
        own = [grant.organisation_id for grant in grants]
        powers = [grant for grant in grants if grant.role in SEPARATED_POWERS]
        visible = Organisation.objects.filter(Q(pk__in=own) | organisations.seated_or_holding(powers))
        homeless = Q()
        if any(grant.region_prefix == "" for grant in powers):
            homeless = Q(home__isnull=True)
        members = Membership.objects.filter(organisation__in=visible).values("user")
        condition = Q(pk=user.pk) | Q(pk__in=members) | Q(home__in=visible)
        return User.objects.select_related("home").filter(condition | homeless if homeless else condition)

    def check(self, user: User, action: str, obj: User | None = None) -> Verdict:
        """One separated power per action, inside its territory; managers for the applicants of their company."""
        if action == "view":
            return Allowed()
        if action not in POWERS:
            return Denied(_("Your role does not include this action."))
        if obj is not None and obj.pk == user.pk and action in _NOT_ONESELF:
            return Denied(_("You cannot do this to your own account; use “My account”."))
        if obj is not None and action in _MANAGER and self._is_own_applicant(user, obj):
            return Allowed()
        if not grants_with(user, *POWERS[action]):
            labels = " / ".join(str(power.label) for power in POWERS[action])
            return Denied(_("Only this role may do this: %(role)s.") % {"role": labels})
        if obj is None or self._is_in_charge(user, obj, *POWERS[action]):
            return Allowed()
        return Denied(_("This person belongs to an organisation outside your territory."))

    def check_invite(self, user: User, company: Organisation) -> Verdict:
        """A manager invites applicants into a company he manages, and nowhere else."""
        if any(grant.organisation_id == company.pk for grant in grants_with(user, Role.COMPANY_MANAGER)):
            return Allowed()
        return Denied(_("Only a manager of this company invites its applicants."))

    def _is_in_charge(self, user: User, obj: User, *powers: Role) -> bool:
        """Whether every organisation of the person lies in the territory of the power."""
        bodies = [row.organisation for row in obj.memberships.in_force().select_related("organisation__region")]
        if obj.home:
            bodies.append(obj.home)
        if not bodies:
            return any(grant.region_prefix == "" for grant in grants_with(user, *powers))
        return all(organisations.is_in_charge(user, body, *powers) for body in bodies)

    def _is_own_applicant(self, user: User, obj: User) -> bool:
        """Whether the person is nothing but an applicant of a company that `user` manages."""
        managed = {grant.organisation_id for grant in grants_with(user, Role.COMPANY_MANAGER)}
        if not managed:
            return False
        held = list(obj.memberships.in_force().values_list("organisation_id", "role"))
        homes = {obj.home_id} if obj.home_id else set()
        bodies = {organisation for organisation, _role in held} | homes
        return bool(bodies) and bodies <= managed and all(role == Role.APPLICANT for _body, role in held)


policy = UserPolicy()
