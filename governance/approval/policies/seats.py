"""Seats: a department's own people speak for it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Seat, Substitution
from governance.approval.policies import impartiality
from governance.approval.policies.cases import CasePolicy
from registry.base.rules.errors import NotAllowed, OutOfScope
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, ensure, grants_with

#: Who speaks for a department.
SPEAKERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


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
        verdict = self._department(user, action, obj)
        own = bool(verdict) and impartiality.acts_for_company(user, obj.round.case)
        return Denied(impartiality.OWN_CASE) if own else verdict

    def _department(self, user: User, action: str, obj: Seat) -> Verdict:
        """What the department's people do."""
        heads = self._holds(user, obj, Role.DEPARTMENT_HEAD)
        if action == "assign":
            return Allowed() if heads else Denied(_("Only the head of the department assigns an officer."))
        if action not in ("give_opinion", "run_clock", "withdraw_opinion", "acknowledge", "confirm"):
            return Denied(_("This act is not known."))
        if not heads and not self._holds(user, obj, Role.REVIEWER):
            return Denied(_("Only a reviewer of this department speaks for it."))
        if obj.state == Seat.State.OPEN and obj.officer_id and obj.officer_id != user.pk and not heads:
            if _substitutes(user, obj) or not officer_speaks(obj):
                return impartiality.speaks(user, obj) if action == "give_opinion" else Allowed()
            return Denied(_("The matter is assigned to %(name)s.") % {"name": obj.officer})
        return impartiality.speaks(user, obj) if action == "give_opinion" else Allowed()

    def _holds(self, user: User, seat: Seat, role: Role) -> bool:
        return any(grant.organisation_id == seat.organisation_id for grant in grants_with(user, role))


def _substitutes(user: User, seat: Seat) -> bool:
    """Whether the user stands in today for the officer who is assigned."""
    rows = Substitution.objects.in_force().filter(officer=seat.officer_id, substitute=user)
    return rows.filter(organisation=seat.organisation_id).exists()


def officer_speaks(seat: Seat) -> bool:
    """Whether the officer who is assigned still speaks for the department: not one who left it or lost the account."""
    grants = grants_with(seat.officer, *SPEAKERS) if seat.officer is not None else []
    return any(grant.organisation_id == seat.organisation_id for grant in grants)


class SubstitutionPolicy(Policy[Substitution]):
    """The head of a department names substitutes and ends them; its own people see them."""

    model = Substitution

    def scope(self, user: User, action: str = "view") -> QuerySet[Substitution]:
        held = {grant.organisation_id for grant in grants_with(user, *SPEAKERS)}
        return Substitution.objects.filter(organisation__in=held)

    def check(self, user: User, action: str, obj: Substitution | None = None) -> Verdict:
        """`view` is the list; `name` and `end` are the head's, of the department of `obj` when there is one."""
        if not grants_with(user, *SPEAKERS):
            return Denied(_("Substitutions are for the people who speak for a department."))
        if action == "view":
            return Allowed()
        heads = self.headed(user)
        if obj.organisation_id in heads if obj is not None else heads:
            return Allowed()
        return Denied(_("Only the head of the department names a substitute."))

    def headed(self, user: User) -> set[int]:
        """The departments (by key) that the user heads."""
        return {grant.organisation_id for grant in grants_with(user, Role.DEPARTMENT_HEAD)}

    def body(self, user: User, organisation_id: int) -> Organisation:
        """The department for which the user may name substitutes; `OutOfScope` and `NotAllowed` otherwise."""
        ensure(self.check(user, "view"))
        mine = {grant.organisation_id for grant in grants_with(user, *SPEAKERS)}
        if organisation_id not in mine:
            raise OutOfScope
        if organisation_id not in self.headed(user):
            raise NotAllowed(_("Only the head of the department names a substitute."))
        return Organisation.objects.get(pk=organisation_id)
