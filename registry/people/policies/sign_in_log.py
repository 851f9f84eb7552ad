"""Who reads the sign-in log: auditors and security officers, for the people of their territory."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.people.policies import users
from registry.scope.models import Role, SignInEvent, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with

READERS = (Role.AUDITOR, Role.SECURITY_OFFICER)


class SignInPolicy(Policy[SignInEvent]):
    """Names that belong to nobody are shown to readers without a regional limit only."""

    model = SignInEvent

    def scope(self, user: User, action: str = "view") -> QuerySet[SignInEvent]:
        """The events of the people in scope, and one's own."""
        grants = grants_with(user, *READERS)
        rows = SignInEvent.objects.select_related("user")
        if any(grant.region_prefix == "" for grant in grants):
            return rows
        if not grants:
            return rows.filter(user=user.pk)
        return rows.filter(Q(user=user.pk) | Q(user__in=users.policy.scope(user).order_by().values("pk")))

    def check(self, user: User, action: str, obj: SignInEvent | None = None) -> Verdict:
        """Only the two watching powers open the log."""
        if grants_with(user, *READERS):
            return Allowed()
        return Denied(_("Only auditors and security officers read the sign-in log."))


policy = SignInPolicy()
