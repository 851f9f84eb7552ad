"""How the schema describes a problem."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from registry.web.rules import problem_details

_INSTANCE = "5f0c6e3a9d5b4a5f8a0e3f1f4b7c2d11"


class FaultSerializer(serializers.Serializer[Any]):
    """One thing that is wrong: a place in the content (`pointer`) or a parameter or header (`parameter`)."""

    pointer = serializers.CharField(required=False, help_text="JSON pointer as URI fragment (RFC 6901).")
    parameter = serializers.CharField(required=False, help_text="Name of a query parameter or header.")
    detail = serializers.CharField(help_text="What is wrong, in the language of the request.")


@extend_schema_serializer(component_name="Problem")
class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457 problem details."""

    type = serializers.CharField(help_text="`urn:xiezhi:problem:` and a code that never changes its meaning.")
    title = serializers.CharField(help_text="The code in words.")
    status = serializers.IntegerField(min_value=400, max_value=599)
    detail = serializers.CharField(required=False, help_text="The reason in this case.")
    instance = serializers.CharField(required=False, help_text="The number of the request, as in `X-Request-ID`.")
    # DRF takes declared fields out of the class, so the member does not hide `Serializer.errors`.
    errors = FaultSerializer(many=True, required=False, help_text="Every fault at once.")  # type: ignore[assignment]
    current = serializers.CharField(required=False, help_text="The present state (409).")
    mine = serializers.DictField(required=False, help_text="What you sent (409 stale).")
    theirs = serializers.DictField(required=False, help_text="What is stored now (409 stale).")


#: Status → description, and the example of its problem.
DESCRIBED: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "The request is malformed, or values are missing or impossible; `errors` names all of them.",
        {"code": "incomplete", "errors": [{"pointer": "#/reason", "detail": "This field is required."}]},
    ),
    401: ("No session and no valid token.", {"code": "not_authenticated"}),
    403: ("You see the object but have no right to do this.", {"code": "not_allowed"}),
    404: ("There is no such object in your scope.", {"code": "not_found"}),
    406: ("No such representation is offered.", {"code": "not_acceptable"}),
    409: (
        "The state does not allow it, someone else was first, or a request with this key is under way.",
        {"code": "wrong_state", "current": "review"},
    ),
    413: ("The request is too large.", {"code": "too_large"}),
    415: ("This content type is not taken here.", {"code": "unsupported_media_type"}),
    422: ("The `Idempotency-Key` stands for another request.", {"code": "idempotency_key_reused"}),
    429: ("Too many requests; wait as long as `Retry-After` says.", {"code": "throttled"}),
}


def response(status: int) -> OpenApiResponse:
    """The description of one error status."""
    text, members = DESCRIBED[status]
    members = dict(members)
    code = members.pop("code")
    value = {
        "type": problem_details.TYPE + code,
        "title": str(problem_details.CODES[code][1]),
        "status": status,
        "instance": _INSTANCE,
        **members,
    }
    example = OpenApiExample(code, value=value, media_type=problem_details.MEDIA_TYPE, response_only=True)
    return OpenApiResponse(ProblemSerializer, description=text, examples=[example])
