"""What an applicant can choose from when starting an application."""

from django.db.models import Exists, OuterRef, QuerySet, When
from django.db.models.expressions import Case as Ranked

from governance.approval.models import Case, Procedure
from registry.matters.policies.parties import COMPANY
from registry.mines.models import Mine
from registry.scope.models import User
from registry.scope.policies.base import grants_with


def mines_to_apply_for(user: User) -> QuerySet[Mine]:
    """The mines of the user's companies that have no open case."""
    companies = [grant.organisation_id for grant in grants_with(user, *COMPANY) if grant.kind == "company"]
    is_open = Case.objects.filter(mine=OuterRef("pk")).exclude(state__in=Case.ENDED)
    return Mine.objects.filter(~Exists(is_open), holder__in=companies).order_by("name_zh", "pk")


#: Opened from a decision, not by itself (`services.links`).
FOLLOWING = (Procedure.Kind.AMENDMENT, Procedure.Kind.RECONSIDERATION)


def procedures_in_force() -> QuerySet[Procedure]:
    """The newest version in force of every procedure that can be applied for, the plan first."""
    newest = Procedure.objects.in_force().filter(code=OuterRef("code")).order_by("-version")
    kinds = [When(kind=kind, then=place) for place, kind in enumerate(Procedure.Kind.values)]
    rows = Procedure.objects.in_force().filter(pk=newest.values("pk")[:1]).exclude(kind__in=FOLLOWING)
    return rows.order_by(Ranked(*kinds), "code")
