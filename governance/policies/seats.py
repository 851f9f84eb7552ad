"""Seats: a department's own people speak for it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.models import Seat
from governance.policies.cases import CasePolicy
from registry.models import Role, User
from registry.policies.base import Allowed, Denied, Policy, Verdict, grants_with


class SeatPolicy(Policy[Seat]):
    """A seat is seen with its case; only its department acts on it."""

    model = Seat

    def scope(self, user: User, action: str = "view") -> QuerySet[Seat]:
        return Seat.objects.filter(round__case__in=CasePolicy().scope(user))

    def check(self, user: User, action: str, obj: Seat | None = None) -> Verdict:
        if obj is None:
            return Denied(_("Name the seat."))
        if action == "view":
            return Allowed()
        heads = self._holds(user, obj, Role.DEPARTMENT_HEAD)
        if action == "assign":
            return Allowed() if heads else Denied(_("Only the head of the department assigns an officer."))
        if action not in ("give_opinion", "run_clock"):
            return Denied(_("This act is not known."))
        if not heads and not self._holds(user, obj, Role.REVIEWER):
            return Denied(_("Only a reviewer of this department speaks for it."))
        if obj.state == Seat.State.OPEN and obj.officer_id and obj.officer_id != user.pk and not heads:
            return Denied(_("The matter is assigned to %(name)s.") % {"name": obj.officer})
        return Allowed()

    def _holds(self, user: User, seat: Seat, role: Role) -> bool:
        return any(grant.organisation_id == seat.organisation_id for grant in grants_with(user, role))
