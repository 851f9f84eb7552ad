"""Sessions and API tokens."""

from registry.people.models.sessions import Session
from registry.people.models.tokens import ApiToken

__all__ = ["ApiToken", "Session"]
