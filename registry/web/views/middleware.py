"""Request identity, and the one handler that turns domain errors into pages."""

import ipaddress
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from pghistory.middleware import HistoryMiddleware

from registry.base.rules import request_context as context
from registry.base.rules.errors import DomainError, Stale
from registry.web.rules import problem_details

GetResponse = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,40}$")


def client_ip(request: HttpRequest) -> str | None:
    """The caller's address; the proxy's header counts only where the settings trust a proxy."""
    candidate = request.META.get("REMOTE_ADDR", "")
    hops = getattr(settings, "TRUSTED_PROXY_HOPS", 0)
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        candidate = forwarded[-hops]
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return None


def request_context(get_response: GetResponse) -> GetResponse:
    """Give every request an identifier that the audit trail and the log carry."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.match(given) else uuid.uuid4().hex
        token = context.enter(context.RequestContext(request_id=request_id, ip=client_ip(request)))
        try:
            response = get_response(request)
        finally:
            context.leave(token)
        response["X-Request-ID"] = request_id
        return response

    return middleware


class row_history(HistoryMiddleware):
    """Let the row history that triggers write know the user and the request of each change."""

    def get_context(self, request: HttpRequest) -> dict[str, object]:
        current = context.current()
        return {**super().get_context(request), "request_id": current.request_id if current else ""}


def _again(request: HttpRequest, error: Stale) -> list[tuple[str, str]]:
    """What the page sent, as the hidden fields of a second attempt on what stands now."""
    if not error.now or request.FILES:
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in error.now]
    kept = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
    return [*kept, *((name, str(value)) for name, value in error.now.items())]


class domain_errors:
    """Answer a domain error with its page: 400, 403 with the reason, 404, or 409 with both versions."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if problem_details.is_api(request):
            return problem_details.of_domain(exception)
        shown: dict[str, object] = {"error": exception, "message": exception.message}
        if isinstance(exception, Stale):
            shown |= {"mine": exception.mine, "theirs": exception.theirs, "again": _again(request, exception)}
        return render(request, f"errors/{exception.status}.html", shown, status=exception.status)
