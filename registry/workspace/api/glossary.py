"""The terms of the platform."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from registry.scope.models import Region
from registry.web.api.base import Resource
from registry.workspace.selectors import glossary


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A term",
            value={
                "term_zh": "矿区生态修复",
                "term_en": "ecological restoration of mining areas",
                "definition_zh": "……",
                "definition_en": "…",
            },
        )
    ]
)
class TermSerializer(serializers.Serializer[Any]):
    """A term with its definition, in both languages."""

    term_zh = serializers.CharField()
    term_en = serializers.CharField()
    definition_zh = serializers.CharField(allow_blank=True)
    definition_en = serializers.CharField(allow_blank=True)


class Terms(Resource):
    """The glossary."""

    tag = "Terms"
    permission_classes = [AllowAny]
    serializer_class = TermSerializer
    queryset = Region.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=TermSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List the terms of the platform in both languages."""
        english = {entry.key: entry for entry in glossary.entries("en")}
        rows = [
            {
                "term_zh": entry.term,
                "term_en": entry.key,
                "definition_zh": entry.text,
                "definition_en": english[entry.key].text if entry.key in english else "",
            }
            for entry in glossary.entries("zh")
        ]
        return Response(TermSerializer(rows, many=True).data)
