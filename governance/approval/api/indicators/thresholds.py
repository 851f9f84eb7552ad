"""Thresholds of the co-indicators: what a plan's own figures must reach."""

from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.models import IndicatorThreshold
from governance.approval.policies.thresholds import ThresholdPolicy
from governance.approval.rules.indicators.thresholds import UNITS
from registry.mines.models import Mine
from registry.web.api.base import Resource


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Mine water of coal mines",
            value={
                "id": 1,
                "code": "water-use",
                "name_zh": "矿井水（疏干水）综合利用率",
                "name_en": "Mine-water utilisation rate",
                "minimum": "75.0000",
                "maximum": None,
                "unit": "%",
                "method": "",
                "mineral_group": "coal",
                "region_code": "",
                "source_zh": "《煤炭资源合理开发利用“三率”指标要求（试行）》",
                "source_en": "Notice of 2012 on the three rates of coal resources",
                "certainty": "verified",
                "blocks": True,
                "valid_from": "2025-07-01",
                "valid_to": None,
            },
        )
    ]
)
class ThresholdSerializer(serializers.ModelSerializer[IndicatorThreshold]):
    """One threshold with the mines it counts for; empty method, group or region is any."""

    method = serializers.ChoiceField(choices=[("", ""), *Mine.Method.choices], read_only=True)

    class Meta:
        model = IndicatorThreshold
        fields: tuple[str, ...] = (
            "id", "code", "name_zh", "name_en", "minimum", "maximum", "unit", "method", "mineral_group", "region_code",
            "source_zh", "source_en", "certainty", "blocks", "valid_from", "valid_to",
        )  # fmt: skip
        read_only_fields = fields


class ThresholdFilter(django_filters.FilterSet):
    """By code, mine and validity."""

    code = django_filters.CharFilter(max_length=40, label="Code of the indicator.")
    method = django_filters.ChoiceFilter(choices=Mine.Method.choices, label="Mining method that the row names.")
    region_code = django_filters.CharFilter(max_length=6, label="Region that the row names.")
    on = django_filters.DateFilter(method="in_force", label="In force on this day.")

    class Meta:
        model = IndicatorThreshold
        fields: tuple[str, ...] = ()

    def in_force(self, rows: Any, name: str, value: Any) -> Any:
        """The rows valid on the day."""
        return rows.in_force(value)


class Thresholds(Resource):
    """Thresholds of the co-indicators, open to everybody: rules are published before they are applied."""

    tag = "Thresholds"
    permission_classes = [AllowAny]
    serializer_class = ThresholdSerializer
    filterset_class = ThresholdFilter
    orders = {"code": ("code", "region_code", "method", "mineral_group", "pk"), "-valid_from": ("-valid_from", "-pk")}
    queryset = IndicatorThreshold.objects.none()

    def list(self, request: Request) -> Response:
        """List the thresholds of the co-indicators."""
        return self.page(ThresholdPolicy().scope(self.user).filter(code__in=UNITS))
