"""Who sees a conflict, who states reasons in it, and who settles it: never the company, never one side alone."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Conflict, Seat
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory

#: Roles that see the conflicts of their territory.
WATCHING = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_OFFICE, Role.INTAKE_CLERK, Role.AUDITOR)
REVIEW = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


class ConflictPolicy(Policy[Conflict]):
    """The committee and its office see the conflicts of their territory, departments those of cases they sit in."""

    model = Conflict

    def scope(self, user: User, action: str = "view") -> QuerySet[Conflict]:
        watching = territory(grants_with(user, *WATCHING), "region_code") & ~Q(state=Case.State.DRAFT)
        held = {grant.organisation_id for grant in grants_with(user, *REVIEW)}
        seated = Q(pk__in=Seat.objects.filter(organisation__in=held).values("round__case")) if held else Q(pk__in=[])
        acts_for = {grant.organisation_id for grant in user.grants() if grant.kind == "company"}
        cases = Case.objects.filter(watching | seated).exclude(applicant__in=acts_for)
        return Conflict.objects.filter(case__in=cases)

    def check(self, user: User, action: str, obj: Conflict | None = None) -> Verdict:
        if action == "view":
            return Allowed()
        if obj is None:
            return Denied(_("Name the conflict."))
        if action == "state":
            if own_seat(user, obj) is not None:
                return Allowed()
            return Denied(_("Only a department that sits in this case states its reasons."))
        if action == "option":
            if is_owner(user, obj) or own_seat(user, obj) is not None:
                return Allowed()
            return Denied(_("Options come from the departments of the case or the committee's office."))
        if action in ("raise", "settle"):
            if is_owner(user, obj):
                return Allowed()
            return Denied(_("Only the committee's office that owns the conflict does this."))
        return Denied(_("This act is not known."))


def is_owner(user: User, conflict: Conflict) -> bool:
    """Whether the user acts for the office that must get the conflict settled."""
    return any(grant.organisation_id == conflict.owner_id for grant in grants_with(user, Role.COMMITTEE_OFFICE))


def own_seat(user: User, conflict: Conflict) -> Seat | None:
    """The seat for which the user speaks in the round of the conflict; one that is a side comes first."""
    held = {grant.organisation_id for grant in grants_with(user, *REVIEW)}
    if not held:
        return None
    rows = Seat.objects.filter(round=conflict.round_id, organisation__in=held).exclude(state=Seat.State.WITHDRAWN)
    found = list(rows.select_related("organisation"))
    sides = set(conflict.sides.values_list("seat_id", flat=True))
    return min(found, key=lambda seat: seat.pk not in sides, default=None)
