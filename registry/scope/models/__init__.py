"""Users, organisations, memberships and regions."""

from registry.scope.models.memberships import Membership, Role
from registry.scope.models.organisations import Organisation
from registry.scope.models.regions import Region
from registry.scope.models.users import FormerPassword, SignInEvent, User

__all__ = ["FormerPassword", "Membership", "Organisation", "Region", "Role", "SignInEvent", "User"]
