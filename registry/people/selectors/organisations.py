"""Read organisations."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.mines.models import Mine
from registry.people.policies.organisations import policy, seated_or_holding
from registry.scope.models import Membership, Organisation, Region, Role, User
from registry.scope.policies.base import grants_with, territory

#: How the list can be sorted: public name → keyset order.
ORDERS = {
    "name": ("name_zh", "pk"),
    "-name": ("-name_zh", "-pk"),
    "kind": ("kind", "name_zh", "pk"),
    "-kind": ("-kind", "-name_zh", "-pk"),
}


def listed(
    user: User, *, search: str = "", kind: str = "", function: str = "", region: str = "", ended: bool = False
) -> QuerySet[Organisation]:
    """The organisations in scope of `user` that match; `region` is a code prefix."""
    rows = policy.scope(user)
    if search:
        words = Q(name_zh__icontains=search) | Q(name_en__icontains=search) | Q(credit_code__istartswith=search)
        rows = rows.filter(words)
    if kind:
        rows = rows.filter(kind=kind)
    if function:
        rows = rows.filter(function=function)
    if region:
        rows = rows.filter(region__code__startswith=region)
    over = Q(valid_to__lt=timezone.localdate())
    return rows.filter(over) if ended else rows.exclude(over)


def public_bodies() -> QuerySet[Organisation]:
    """The organisations that can stand above another."""
    return Organisation.objects.filter(kind__in=("department", "committee", "committee_office"))


def regions_of(user: User) -> QuerySet[Region]:
    """The regions of a person's territory as administrator."""
    return Region.objects.filter(territory(grants_with(user, Role.ADMINISTRATOR), "code"), valid_to__isnull=True)


def in_charge(user: User, power: Role, *, manager: bool = False) -> QuerySet[Organisation]:
    """The organisations in force in which `user` uses `power`; with `manager` also the companies managed."""
    own = Q(pk__in=[grant.organisation_id for grant in grants_with(user, Role.COMPANY_MANAGER)] if manager else [])
    rows = Organisation.objects.in_force().select_related("region")
    return rows.filter(own | seated_or_holding(grants_with(user, power)))


def members(organisation: Organisation) -> list[Membership]:
    """The roles in force in an organisation."""
    rows = Membership.objects.in_force().filter(organisation=organisation).select_related("user")
    return list(rows.order_by("role", "user__username", "id"))


def mines_held(organisation: Organisation, limit: int = 50) -> list[Mine]:
    """The first mines a company holds."""
    return list(Mine.objects.filter(holder=organisation).select_related("region").order_by("name_zh", "pk")[:limit])


def bodies_below(user: User, organisation: Organisation, limit: int = 50) -> list[Organisation]:
    """The first bodies that stand directly below an organisation."""
    return list(policy.scope(user).filter(parent=organisation).order_by("name_zh", "pk")[:limit])
