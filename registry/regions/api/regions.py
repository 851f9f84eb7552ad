"""Administrative regions."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.rules.errors import OutOfScope
from registry.regions.selectors import regions
from registry.scope.models import Region
from registry.web.api.base import Resource
from registry.web.rules.problem_details import BadParameter

_CODE = {"type": "string", "pattern": "^[1-9][0-9]{5}$"}
_LEVEL = OpenApiParameter(
    "level",
    {"type": "string", "enum": Region.Level.values},
    OpenApiParameter.QUERY,
    description="Which of the two rows of a municipality; the lowest when none is named.",
)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Dalad Banner",
            value={
                "code": "150621",
                "level": "district",
                "prefix": "150621",
                "parent": "150600",
                "name_zh": "达拉特旗",
                "name_en": "Dalad Banner",
                "valid_from": "2020-01-01",
                "valid_to": None,
                "source": "GB/T 2260",
            },
        )
    ]
)
class RegionSerializer(serializers.ModelSerializer[Region]):
    """A province, city or district; `prefix` is what the codes of its subtree share."""

    # DRF takes declared fields out of the class, so the member does not hide `Field.parent`.
    parent = serializers.CharField(  # type: ignore[assignment]
        source="parent.code", allow_null=True, read_only=True, default=None
    )

    class Meta:
        model = Region
        fields: tuple[str, ...] = (
            "code",
            "level",
            "prefix",
            "parent",
            "name_zh",
            "name_en",
            "valid_from",
            "valid_to",
            "source",
        )
        read_only_fields = fields


class RegionFilter(django_filters.FilterSet):
    """By words, level and the region above."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Words of the name, or the first digits.")
    level = django_filters.ChoiceFilter(choices=Region.Level.choices, label="Level.")
    parent = django_filters.CharFilter(field_name="parent__code", max_length=6, label="Code of the region above.")

    class Meta:
        model = Region
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Region], name: str, value: str) -> QuerySet[Region]:
        """Names in either language, or the beginning of the code."""
        words = value.strip()
        return rows.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(code__startswith=words))


class Regions(Resource):
    """Administrative regions in force."""

    tag = "Regions"
    permission_classes = [AllowAny]
    serializer_class = RegionSerializer
    filterset_class = RegionFilter
    orders = {"code": ("code", "pk"), "-code": ("-code", "-pk")}
    queryset = Region.objects.none()
    lookup_field = "code"
    lookup_value_converter = "str"

    def list(self, request: Request) -> Response:
        """List regions.

        Provinces, cities and districts in force; `parent` gives the ones right below a region.
        """
        return self.page(regions.current().select_related("parent"))

    @extend_schema(parameters=[OpenApiParameter("code", _CODE, OpenApiParameter.PATH), _LEVEL])
    def retrieve(self, request: Request, code: str) -> Response:
        """Read one region by its code.

        The two rows of a municipality share one code; `level` chooses between them.
        """
        return Response(RegionSerializer(self._find(code)).data)

    @extend_schema(
        responses=RegionSerializer(many=True),
        filters=False,
        parameters=[OpenApiParameter("code", _CODE, OpenApiParameter.PATH), _LEVEL],
    )
    @action(detail=True, filterset_class=None)
    def subtree(self, request: Request, code: str) -> Response:
        """List a region and everything in it."""
        return self.page(regions.subtree(self._find(code).prefix).select_related("parent"))

    def _find(self, code: str) -> Region:
        level: Any = self.request.query_params.get("level")
        if level is not None and level not in Region.Level.values:
            raise BadParameter({"level": [", ".join(Region.Level.values)]})
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise OutOfScope
        named = regions.current().filter(code=code, level=level)
        found = named.first() if level else regions.get_region(code)
        if found is None:
            raise OutOfScope
        return found
