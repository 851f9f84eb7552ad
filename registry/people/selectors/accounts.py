"""Read accounts: the second factor, the list, the demonstration."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.people.policies.users import policy
from registry.scope.models import Membership, Role, User
from registry.scope.rules import roles

#: How the list can be sorted: public name → keyset order.
ORDERS = {
    "username": ("username", "pk"),
    "-username": ("-username", "-pk"),
    "full_name": ("full_name", "pk"),
    "-full_name": ("-full_name", "-pk"),
}


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration as the sign-in page offers it."""

    username: str
    full_name: str
    role: str
    organisation: str
    password: str


def has_second_factor(user: User) -> bool:
    """Whether the person has set up a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def needs_second_factor(user: User) -> bool:
    """Whether the person must have one: everybody inside a public body, unless the installation waives it."""
    return bool(settings.REQUIRE_SECOND_FACTOR) and roles.is_staff(user.roles())


def demo_accounts() -> list[DemoAccount]:
    """The accounts shown on the sign-in page of a demonstration; none elsewhere.

    An account whose password was changed since it was made is left out: the one shown would be wrong.
    """
    if not (settings.DEMO and settings.DEMO_PASSWORD):
        return []
    rows = (
        Membership.objects.in_force()
        .filter(user__is_active=True, user__must_change_password=False, organisation__is_simulated=True)
        .select_related("user", "organisation")
        .order_by("user_id", "id")
    )
    order = {role: place for place, role in enumerate(Role.values)}
    shown: dict[int, Membership] = {}
    for row in rows:
        fresh = row.user.password_changed_at - row.user.created_at < dt.timedelta(minutes=1)
        if fresh:
            shown.setdefault(row.user_id, row)
    ordered = sorted(shown.values(), key=lambda row: (order[row.role], row.user.username))
    return [
        DemoAccount(
            username=row.user.username,
            full_name=row.user.full_name,
            role=row.get_role_display(),
            organisation=row.organisation.name,
            password=settings.DEMO_PASSWORD,
        )
        for row in ordered
    ]


def listed(user: User, *, search: str = "", role: str = "", organisation: int | None = None) -> QuerySet[User]:
    """The people in scope of `user` that match."""
    rows = policy.scope(user)
    if search:
        words = Q(username__icontains=search) | Q(full_name__icontains=search) | Q(email__icontains=search)
        rows = rows.filter(words)
    held = Membership.objects.in_force()
    if role:
        rows = rows.filter(pk__in=held.filter(role=role).values("user"))
    if organisation:
        members = held.filter(organisation=organisation).values("user")
        rows = rows.filter(Q(home=organisation) | Q(pk__in=members))
    return rows


def current_memberships(users: list[User]) -> dict[int, list[Membership]]:
    """The roles in force of each of these people, in one query."""
    found: dict[int, list[Membership]] = {user.pk: [] for user in users}
    rows = Membership.objects.in_force().filter(user__in=list(found)).select_related("organisation")
    for row in rows.order_by("role", "id"):
        found[row.user_id].append(row)
    return found


def recovery_codes_left(user: User) -> int:
    """How many recovery codes are still unused."""
    return StaticToken.objects.filter(device__user=user).count()
