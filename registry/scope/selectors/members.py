"""Who holds which role where, today."""

from collections.abc import Iterable

from django.db.models import QuerySet

from registry.scope.models import Membership, Role, User


def holding(organisations: Iterable[int], *roles: Role | str) -> QuerySet[User]:
    """Active users with one of `roles` (any role when none is named) in one of the organisations (by key)."""
    rows = Membership.objects.in_force().filter(organisation__in=list(organisations))
    if roles:
        rows = rows.filter(role__in=[str(role) for role in roles])
    return User.objects.filter(is_active=True, pk__in=rows.values("user")).order_by("pk")
