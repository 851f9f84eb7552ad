"""For which organisation a person acts, for the audit trail."""

from typing import Any

from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import grants_with


def acting(by: Actor, *roles: Role | str) -> dict[str, Any]:
    """The organisation and role under which `by` uses one of `roles`, as arguments of `audit.record`."""
    held = grants_with(by, *roles) if isinstance(by, User) else []
    if not held:
        return {}
    return {"organisation": Organisation.objects.filter(pk=held[0].organisation_id).first(), "role": held[0].role}
