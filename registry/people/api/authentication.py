"""Who calls: a browser with its session and CSRF token, or a company's system with a token."""

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.authentication import SessionAuthentication as BrowserAuthentication
from rest_framework.request import Request

from registry.people.services import tokens
from registry.scope.models import User

SCHEME = "Bearer"
_TOKEN = re.compile(rb"^[\x21-\x7e]{1,200}$")


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …` with a token issued in the profile; only its hash is stored (django-rest-knox)."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        """Return the person of the token, nothing when no token was sent."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != SCHEME.lower().encode():
            return None
        if len(parts) != 2 or not _TOKEN.match(parts[1]):
            raise exceptions.AuthenticationFailed
        found = tokens.verify(parts[1].decode("ascii"))
        if found is None:
            raise exceptions.AuthenticationFailed
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return f'{SCHEME} realm="xiezhi"'


class SessionAuthentication(BrowserAuthentication):
    """The session of the pages; unsafe calls carry the CSRF token."""


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes the token."""

    target_class = "registry.people.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token issued under “My account → API tokens”."}


class SessionScheme(OpenApiAuthenticationExtension):
    """How the schema describes the browser's session."""

    target_class = "registry.people.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        text = "The session cookie of the pages; unsafe calls also send `X-CSRFToken`."
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": text}
