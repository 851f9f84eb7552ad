"""The global search: mines, applications, documents and organisations in the caller's scope."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.mines.models import Mine
from registry.web.api.base import Resource
from registry.web.rules.problem_details import BadParameter
from registry.workspace.selectors import search

LONGEST = 100


class HitSerializer(serializers.Serializer[search.Hit]):
    """One result and the address of its page."""

    title = serializers.CharField()
    url = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    mark = serializers.CharField(allow_blank=True, help_text="Its state, where it has one.")
    is_simulated = serializers.BooleanField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A mine",
            value={
                "label": "Mines",
                "hits": [
                    {"title": "Test Coal Mine", "url": "/en/mines/5/", "detail": "T00005", "mark": "",
                     "is_simulated": True}
                ],
                "more_url": "",
            },
        )
    ]
)  # fmt: skip
class HitGroupSerializer(serializers.Serializer[search.Group]):
    """The results of one kind; `more_url` leads to the whole list when there are more."""

    label = serializers.CharField(help_text="The kind in the language of the request.")  # type: ignore[assignment]
    hits = HitSerializer(many=True)
    more_url = serializers.CharField(allow_blank=True)


class Search(Resource):
    """Everything by its words."""

    tag = "Search"
    serializer_class = HitGroupSerializer
    queryset = Mine.objects.none()
    pagination_class = None
    filter_backends: Any = ()

    @extend_schema(
        responses=HitGroupSerializer(many=True),
        parameters=[
            OpenApiParameter(
                "q", {"type": "string", "minLength": 1, "maxLength": LONGEST}, required=True, description="The words."
            )
        ],
    )
    def list(self, request: Request) -> Response:
        """Search in names, numbers and titles; the first few of every kind."""
        words = " ".join(request.query_params.get("q", "").replace("\x00", "").split())
        if not words or len(words) > LONGEST:
            raise BadParameter({"q": [_("Give 1 to %(most)d characters.") % {"most": LONGEST}]})
        found: Any = search.find(self.user, words)
        return Response(HitGroupSerializer(found, many=True).data)
