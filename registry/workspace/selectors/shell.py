"""What the frame of every page shows about the person signed in."""

from registry.scope.models import Membership, User


def organisation_name(user: User) -> str:
    """Return the name of the organisation of the person's first membership in force."""
    row = Membership.objects.in_force().filter(user=user).select_related("organisation").order_by("pk").first()
    return str(row.organisation) if row else ""
