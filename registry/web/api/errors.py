"""The one handler that turns every exception below the API into a problem (RFC 9457)."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.views import set_rollback

from registry.base.rules.errors import DomainError
from registry.web.rules import problem_details

log = logging.getLogger("django.request")


class TooLarge(exceptions.APIException):
    """The content is longer than is taken here."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


_BY_STATUS = {
    401: "not_authenticated",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    429: "throttled",
}


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """Answer any exception of an API view; nothing is left to Django's pages."""
    set_rollback()
    view = context.get("view")
    if isinstance(error, DomainError):
        return problem_details.of_domain(error, getattr(view, "pointer_to", problem_details.pointer))
    if isinstance(error, exceptions.APIException):
        return _api_exception(error)
    if isinstance(error, Http404):
        return problem_details.respond("not_found")
    if isinstance(error, PermissionDenied):
        return problem_details.respond("not_allowed")
    if isinstance(error, RequestDataTooBig):
        return problem_details.respond("too_large")
    if isinstance(error, SuspiciousOperation):
        return problem_details.respond("malformed")
    return _unexpected(error, context)


def _api_exception(error: exceptions.APIException) -> HttpResponse:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(error, exceptions.ValidationError):
        errors = problem_details.flatten(error.detail)
        return problem_details.respond("invalid", errors=errors)
    if isinstance(error, exceptions.ParseError):
        return problem_details.respond("malformed", error.detail)
    code = _BY_STATUS.get(error.status_code, "error" if error.status_code >= 500 else "invalid")
    return problem_details.respond(code, error.detail, status=error.status_code, headers=headers)


def _unexpected(error: Exception, context: dict[str, Any]) -> HttpResponse:
    request = context.get("request")
    plain = getattr(request, "_request", request)
    log.error("API: %s", getattr(plain, "path", ""), exc_info=error, extra={"request": plain})
    got_request_exception.send(sender=type(context.get("view")), request=plain)
    return problem_details.respond("error", _("The failure was noted; say the number of this request."))
