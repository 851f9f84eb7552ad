"""Errors of the API as RFC 9457 problem details: one shape for every status, wherever the error arises."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from registry.base.rules import request_context
from registry.base.rules.errors import DomainError, Incomplete, Stale, WrongState

MEDIA_TYPE = "application/problem+json"
#: Every address below is answered by the API, whoever answers.
PREFIX = "/api/"
TYPE = "urn:xiezhi:problem:"

#: Code → status and title. The code is the last part of `type` and never changes its meaning.
CODES: dict[str, tuple[int, Any]] = {
    "malformed": (400, _("The request could not be read.")),
    "invalid": (400, _("The request holds impossible values.")),
    "incomplete": (400, _("Something is missing or wrong.")),
    "not_authenticated": (401, _("Sign in, or send a valid token.")),
    "not_allowed": (403, _("This is not allowed.")),
    "not_found": (404, _("There is nothing here for you.")),
    "method_not_allowed": (405, _("This method is not offered here.")),
    "not_acceptable": (406, _("No such representation is offered.")),
    "wrong_state": (409, _("The present state does not allow this.")),
    "stale": (409, _("This was changed meanwhile.")),
    "idempotency_key_in_use": (409, _("A request with this key is under way.")),
    "too_large": (413, _("The request is too large.")),
    "unsupported_media_type": (415, _("This content type is not taken here.")),
    "idempotency_key_reused": (422, _("The key was used for another request.")),
    "throttled": (429, _("Too many requests.")),
    "error": (500, _("Something went wrong on our side.")),
}


class BadParameter(Incomplete):
    """Query parameters or headers are impossible (400): all of them at once."""

    code = "invalid"


def is_api(request: HttpRequest) -> bool:
    """Whether the address belongs to the API."""
    return request.path_info.startswith(PREFIX)


def pointer(name: str) -> str:
    """The JSON pointer, as URI fragment, to a field that a service names: `rows.0.year` or the whole (`""`)."""
    parts = [part.replace("~", "~0").replace("/", "~1") for part in name.split(".") if part]
    return "#" + "".join(f"/{part}" for part in parts)


def flatten(detail: Any, path: str = "") -> list[dict[str, str]]:
    """Nested messages of a serializer as a flat list, each with its pointer."""
    if isinstance(detail, Mapping):
        found = []
        for name, inner in detail.items():
            step = "" if name in ("non_field_errors", "") else str(name)
            found += flatten(inner, ".".join(filter(None, (path, step))))
        return found
    if isinstance(detail, list | tuple):
        if any(isinstance(item, Mapping | list | tuple) for item in detail):
            return [row for place, item in enumerate(detail) for row in flatten(item, f"{path}.{place}".strip("."))]
        return [{"pointer": pointer(path), "detail": force_str(item)} for item in detail]
    return [{"pointer": pointer(path), "detail": force_str(detail)}]


def respond(
    code: str,
    detail: Any = "",
    *,
    status: int | None = None,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> HttpResponse:
    """Answer with one problem; `members` are further members of its type."""
    usual, title = CODES[code]
    context = request_context.current()
    status = status or usual
    body: dict[str, Any] = {"type": TYPE + code, "title": force_str(title), "status": status}
    if text := force_str(detail):
        body["detail"] = text
    if context:
        body["instance"] = context.request_id
    if listed := list(errors):
        body["errors"] = listed
    body |= {name: value for name, value in members.items() if value not in (None, "")}
    content = json.dumps(body, ensure_ascii=False, default=force_str).encode("utf-8", "replace")
    response = HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))
    response["Cache-Control"] = "no-store"
    return response


def of_domain(error: DomainError, point: Any = pointer) -> HttpResponse:
    """The problem that a domain error is; `point` leads from a field's name to its place in the content."""
    code = error.code if error.code in CODES else "invalid"
    if isinstance(error, BadParameter):
        errors = [{"parameter": name, "detail": force_str(t)} for name, ts in error.fields.items() for t in ts]
        return respond(code, error.message, status=error.status, errors=errors)
    if isinstance(error, Incomplete):
        errors = [{"pointer": point(name), "detail": force_str(t)} for name, ts in error.fields.items() for t in ts]
        return respond(code, error.message, status=error.status, errors=errors)
    if isinstance(error, Stale):
        both: dict[str, Any] = {"mine": _plain(error.mine), "theirs": _plain(error.theirs)}
        return respond(code, error.message, status=error.status, **both)
    current = error.current if isinstance(error, WrongState) else ""
    return respond(code, error.message, status=error.status, current=current)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = (str, int, float, bool, type(None), dict, list)
    return {force_str(name): value if isinstance(value, kept) else force_str(value) for name, value in values.items()}
