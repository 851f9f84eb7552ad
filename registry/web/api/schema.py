"""What the OpenAPI description says of every operation besides its own content."""

import inspect
from typing import Any

from django.utils import translation
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny

from registry.web.api import columns, problems
from registry.web.api.base import IDEMPOTENCY_HEADER, REPLAYED
from registry.web.rules import problem_details

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_KEY = OpenApiParameter(
    IDEMPOTENCY_HEADER,
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="A key of your choice. Sent again with the same content within 48 hours, the first answer is replayed; "
    "with other content the answer is 422; while the first request is under way it is 409.",
)
_REPLAYED = OpenApiParameter(
    REPLAYED,
    {"type": "string", "enum": ["true", "false"]},
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="Whether the answer was kept from an earlier request with the same `Idempotency-Key`.",
)
_LANGUAGE = OpenApiParameter(
    "Accept-Language",
    {"type": "string", "examples": ["zh-hans", "en"]},
    OpenApiParameter.HEADER,
    description="The language of messages; names come in both.",
)
_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
    OpenApiParameter.HEADER,
    description="The version you saw, as in `ETag`; when it is no longer the present one the answer is 409 with both.",
)


class Described(AutoSchema):
    """Words from the docstrings, the common headers, and every error answer."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """Describe in English, whatever language is active."""
        with translation.override("en"):
            return super().get_operation(*args, **kwargs)

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        """With the limits that the services ask for."""
        return columns.described(field, super()._map_serializer_field(field, direction, bypass_extensions))

    def get_tags(self) -> list[str]:
        """The heading of the resource."""
        return [getattr(self.view, "tag", "Other")]

    def get_operation_id(self) -> str:
        """The resource and what is done with it."""
        name, action = getattr(self.view, "basename", "").replace("-", "_"), getattr(self.view, "action", "")
        return f"{name}_{action}" if name and action else super().get_operation_id()

    def get_summary(self) -> str:
        """The first sentence of the operation's docstring."""
        return self._words()[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's form, which differs from DRF's
        """The whole docstring."""
        return " ".join(self._words())

    def _words(self) -> list[str]:
        name = getattr(self.view, "action", "") or self.method.lower()
        doc = inspect.getdoc(getattr(self.view, name, None)) or ""
        first, _line, rest = doc.partition("\n")
        return [first, " ".join(rest.split())] if rest.strip() else [first]

    def get_override_parameters(self) -> list[Any]:
        """The headers that every operation takes."""
        own = [_LANGUAGE]
        if self.method in UNSAFE:
            own += [_KEY, _REPLAYED]
        if getattr(self.view, "action", "") in getattr(self.view, "versioned", ()):
            own.append(_MATCH)
        return own

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status in self._failures():
            if str(status) not in bodies:
                body = self._get_response_for_code(
                    problems.response(status), str(status), [problem_details.MEDIA_TYPE], direction
                )
                bodies[str(status)] = body
        return bodies

    def _failures(self) -> list[int]:
        found = [400, 406, 429]
        open_to_all = any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())
        found += [401] if open_to_all else [401, 403]
        if "{" in self.path:
            found.append(404)
        if getattr(self.view, "action", "") in getattr(self.view, "conflicting", ()):
            found.append(409)
        if self.method in UNSAFE:
            found += [404, 409, 413, 415, 422]
        return sorted(set(found))


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Sort the headings in the order of a reader's interest."""
    used = {tag for path in result["paths"].values() for operation in path.values() for tag in operation["tags"]}
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    return result


#: Headings in their order.
TAGS = {
    "Me": "Who is calling, with which rights.",
    "Queue": "What must be done next, and by whom.",
    "Applications": "Cases: from the draft of a company to the countersigned decision.",
    "Dossier": "The sections and documents of an application.",
    "Seats": "Departments in a review: the officer, the opinion, the clock.",
    "Opinions": "What departments said.",
    "Conflicts": "Where departments contradict each other, and how it is settled.",
    "Meetings": "Joint meetings and sittings of the committee: agenda, votes, minutes.",
    "Decisions": "Signed decisions in your scope.",
    "Obligations": "What holders must do after a decision, by when, and who verifies it.",
    "Public notices": "What people say to applications, and what they are answered.",
    "Savings": "What joint review saves, measured on decided cases.",
    "Public": "What everybody may read without signing in.",
    "Procedures": "How each kind of matter is decided.",
    "Thresholds": "What the co-indicators of a plan must reach, by region, mining method and mineral.",
    "Search": "Everything by its words.",
    "Mines": "The register of mines.",
    "Map layers": "What applications are tested against: red line, farmland, roads and others.",
    "Organisations": "Departments, committees, companies and others.",
    "Regions": "Administrative regions by GB/T 2260 code.",
    "Calendar": "Working days and deadlines.",
    "Notifications": "Your inbox.",
    "Terms": "The glossary.",
}
