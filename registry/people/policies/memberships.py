"""Who sees, grants and ends which memberships: the security officers of the territory, and company managers at home."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.people.policies import organisations
from registry.scope.models import Membership, Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with
from registry.scope.rules.roles import SEPARATED_POWERS


class MembershipPolicy(Policy[Membership]):
    """Rights are given by a security officer, never by the administrator who opened the account."""

    model = Membership

    def scope(self, user: User, action: str = "view") -> QuerySet[Membership]:
        """One's own, those in one's own organisations, and for the three powers those of their territory."""
        grants = user.grants()
        powers = [grant for grant in grants if grant.role in SEPARATED_POWERS]
        own = Q(user=user.pk) | Q(organisation__in=[grant.organisation_id for grant in grants])
        reach = organisations.seated_or_holding(powers)
        rows = Membership.objects.select_related("user", "organisation__region")
        visible = Organisation.objects.filter(reach)
        return rows.filter(own | Q(organisation__in=visible)) if powers else rows.filter(own)

    def check(self, user: User, action: str, obj: Membership | None = None) -> Verdict:
        """`obj` may be unsaved: the membership about to be granted."""
        if action == "view":
            return Allowed()
        if action not in ("grant", "end"):
            return Denied(_("Your role does not include this action."))
        if obj is not None and obj.user_id == user.pk:
            return Denied(_("Nobody changes his own rights."))
        managed = {grant.organisation_id for grant in grants_with(user, Role.COMPANY_MANAGER)}
        officer = bool(grants_with(user, Role.SECURITY_OFFICER))
        if obj is None:
            allowed = officer or bool(managed)
            return Allowed() if allowed else Denied(_("Only a security officer may give or end rights."))
        if obj.organisation_id in managed and obj.role == Role.APPLICANT:
            return Allowed()
        if not officer:
            return Denied(_("Only a security officer may give or end rights."))
        if organisations.is_in_charge(user, obj.organisation, Role.SECURITY_OFFICER):
            return Allowed()
        return Denied(_("This organisation lies outside your territory."))

    def watches(self, user: User, organisation: Organisation) -> bool:
        """Whether one of the three powers of `user` covers the organisation."""
        return organisations.is_in_charge(user, organisation, *(Role(name) for name in SEPARATED_POWERS))


policy = MembershipPolicy()
