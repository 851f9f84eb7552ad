"""What an applicant can choose from when starting an application."""

from django.db.models import Exists, OuterRef, QuerySet

from governance.models import Case, Procedure
from governance.policies.cases import COMPANY
from registry.models import Mine, User
from registry.policies.base import grants_with


def mines_to_apply_for(user: User) -> QuerySet[Mine]:
    """The mines of the user's companies that have no open case."""
    companies = [grant.organisation_id for grant in grants_with(user, *COMPANY) if grant.kind == "company"]
    is_open = Case.objects.filter(mine=OuterRef("pk")).exclude(state__in=Case.ENDED)
    return Mine.objects.filter(~Exists(is_open), holder__in=companies).order_by("name_zh", "pk")


def procedures_in_force() -> QuerySet[Procedure]:
    """The newest version in force of every procedure."""
    newest = Procedure.objects.in_force().filter(code=OuterRef("code")).order_by("-version")
    return Procedure.objects.in_force().filter(pk=newest.values("pk")[:1]).order_by("code")
