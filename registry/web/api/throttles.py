"""How often one caller may call; the rates are settings."""

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from registry.web.views.middleware import client_ip


class PerUser(SimpleRateThrottle):
    """Everybody who is signed in, whatever session or token is used."""

    scope = "user"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        """One count per person; none for others."""
        return f"api-user-{request.user.pk}" if request.user.is_authenticated else None


class PerAddress(SimpleRateThrottle):
    """Everybody who is not signed in, by address."""

    scope = "address"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        """One count per address; none for people who are signed in."""
        if request.user.is_authenticated:
            return None
        plain: HttpRequest = request._request
        return f"api-address-{client_ip(plain)}"
