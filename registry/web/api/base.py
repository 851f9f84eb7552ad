"""What every resource of the API has in common."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from registry.scope.models import User
from registry.web.rules import problem_details
from registry.web.rules.problem_details import BadParameter
from registry.web.services import idempotency

IDEMPOTENCY_HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
_TAG = re.compile(r'^(?:W/)?"([1-9][0-9]{0,8})"$')


class Resource(GenericViewSet[Any]):
    """A resource: rows by policy, writes by services, unsafe calls repeated safely under an `Idempotency-Key`."""

    lookup_value_converter = "int"
    #: Name in the address → keyset order, the first is the default.
    orders: dict[str, tuple[str, ...]] = {"-id": ("-pk",), "id": ("pk",)}

    @property
    def user(self) -> User:
        """The person who calls."""
        user: User = self.request.user  # type: ignore[assignment]
        return user

    def pointer_to(self, name: str) -> str:
        """Where a field that a service names stands in the request's content."""
        return problem_details.pointer(name)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As DRF does it, with the unsafe methods under the caller's key."""
        self.args, self.kwargs = args, kwargs
        request = self.initialize_request(request, *args, **kwargs)
        self.request, self.headers = request, self.default_response_headers
        try:
            self.initial(request, *args, **kwargs)
            name = (request.method or "").lower()
            known = name in self.http_method_names
            handler = getattr(self, name, self.http_method_not_allowed) if known else self.http_method_not_allowed
            response = self._carry_out(request, lambda: handler(request, *args, **kwargs))
        except Exception as error:
            response = self.handle_exception(error)
        self.response = self.finalize_response(request, response, *args, **kwargs)
        if "Cache-Control" not in self.response:
            self.response["Cache-Control"] = "private, no-cache"
        return self.response

    def _carry_out(self, request: Request, run: Callable[[], Any]) -> Any:
        key = request.headers.get(IDEMPOTENCY_HEADER)
        if request.method in SAFE_METHODS or key is None or not request.user.is_authenticated:
            return run()

        def answer() -> idempotency.Answer:
            response = self.finalize_response(request, run(), *self.args, **self.kwargs)
            if isinstance(response, Response):
                response.render()
            kept = {name: response[name] for name in ("Content-Type", "Location", "ETag") if name in response}
            return idempotency.Answer(response.status_code, response.content, kept)

        found = idempotency.replay_or_run(
            user=self.user,
            key=key,
            method=request.method or "",
            path=request.path,
            body=fingerprint(request),
            run=answer,
        )
        headers = {**found.headers, REPLAYED: "true" if found.is_replayed else "false"}
        return HttpResponse(found.body, status=found.status, headers=headers)

    def read(self, serializer: type[BaseSerializer[Any]] | None = None) -> dict[str, Any]:
        """The checked content of the request."""
        form = (serializer or self.get_serializer_class())(
            data=self.request.data, context=self.get_serializer_context()
        )
        form.is_valid(raise_exception=True)
        values: dict[str, Any] = form.validated_data
        return values

    def read_partial(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The checked content of a request that names only what changes."""
        form = serializer(data=self.request.data, partial=True, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        values: dict[str, Any] = form.validated_data
        return values

    def version(self, given: int | None) -> int:
        """The version the caller saw: from `If-Match`, or from the content; both must agree, and one must be there."""
        tag = self.request.headers.get("If-Match", "").strip()
        if tag in ("", "*"):
            if given is None:
                text = _("Send the version you saw, in the content or as If-Match.")
                raise ValidationError({"version": [text]})
            return given
        match = _TAG.match(tag)
        if match is None or (given is not None and given != int(match[1])):
            raise BadParameter({"If-Match": [_('Send the version as it was answered, such as "3".')]})
        return int(match[1])

    def seen(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The checked content of an act on a row, with the version that the caller saw."""
        values = self.read(serializer)
        return {**values, "version": self.version(values.get("version"))}

    def seen_partial(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The checked content of a change that names only what changes, with the version that the caller saw."""
        values = self.read_partial(serializer)
        return {**values, "version": self.version(values.get("version"))}

    def answer(self, data: Any, *, status: int = 200, version: int | None = None, **headers: str) -> Response:
        """An answer with the version as its entity tag."""
        if version is not None:
            headers["ETag"] = f'"{version}"'
        return Response(data, status=status, headers=headers)

    def page(self, rows: Any, serializer: type[BaseSerializer[Any]] | None = None) -> Response:
        """One page of rows, filtered as the address asks."""
        found = self.paginate_queryset(self.filter_queryset(rows)) or []
        self.prepare(found)
        shape = serializer or self.get_serializer_class()
        return self.get_paginated_response(shape(found, many=True, context=self.get_serializer_context()).data)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Read for the whole page at once what its rows need further."""


def fingerprint(request: Request) -> bytes:
    """What makes two requests the same: the parsed content, with files by their hash."""
    data = request.data
    if not hasattr(data, "lists"):
        return json.dumps(data, sort_keys=True, default=str).encode()
    parts: list[str] = []
    for name, values in sorted(data.lists()):
        parts += [f"{name}={_told(value)}" for value in values]
    return "\n".join(parts).encode("utf-8", "surrogatepass")


def _told(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return repr(value)
    digest = hashlib.sha256()
    for block in value.chunks():
        digest.update(block)
    value.seek(0)
    return f"{value.name} {digest.hexdigest()}"
