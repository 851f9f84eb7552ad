"""What the frame of every page shows about the person signed in."""

from registry.scope.models import User


def organisation_name(user: User) -> str:
    """Return the name of the organisation of the person's first membership in force."""
    return next((str(body) for body in user.bodies()), "")
