"""Who may see and publish the working-day calendar."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry.calendar.models import CalendarVersion
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict


class CalendarPolicy(Policy[CalendarVersion]):
    """Everybody who signs in sees every version; administrators publish new ones."""

    model = CalendarVersion

    def scope(self, user: User, action: str = "view") -> QuerySet[CalendarVersion]:
        return CalendarVersion.objects.all() if user.is_authenticated else CalendarVersion.objects.none()

    def check(self, user: User, action: str, obj: CalendarVersion | None = None) -> Verdict:
        if action == "view" or Role.ADMINISTRATOR in user.roles():
            return Allowed()
        return Denied(_("Only an administrator publishes the working-day calendar."))


policy = CalendarPolicy()
