"""Map layers: what applications are tested against."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.layers.acts.layers import LAYERS
from registry.layers.models import MapLayer
from registry.layers.policies.layers import policy
from registry.layers.selectors import layers as selectors
from registry.layers.tables.layers import LAYERS as LAYER_LIST
from registry.web.api.acts import ActsResource
from registry.web.api.listings import ListingResource

_EXAMPLE = {
    "id": 7,
    "kind": "ecological_red_line",
    "name_zh": "演示生态保护红线",
    "name_en": "Demonstration red line",
    "region_code": "15",
    "source": "演示数据",
    "data_date": "2026-05-01",
    "certainty": "design",
    "is_simulated": True,
    "note": "",
    "valid_from": "2026-11-01",
    "valid_to": None,
    "feature_count": 12,
    "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "extent": [106.1, 39.0, 119.9, 49.6],
    "version": 1,
}


@extend_schema_serializer(examples=[OpenApiExample("An invented red line", value=_EXAMPLE)])
class LayerSerializer(serializers.ModelSerializer[MapLayer]):
    """An edition of a map layer."""

    extent = serializers.SerializerMethodField()

    class Meta:
        model = MapLayer
        fields: tuple[str, ...] = (
            "id", "kind", "name_zh", "name_en", "region_code", "source", "data_date", "certainty", "is_simulated",
            "note", "valid_from", "valid_to", "feature_count", "content_hash", "extent",
            "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_extent(self, layer: MapLayer) -> list[float]:
        """West, south, east and north in degrees."""
        return [layer.west, layer.south, layer.east, layer.north]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One feature",
            value={
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "geometry": {"type": "Point", "coordinates": [110.01, 40.01]},
                        "properties": {"role": "feature", "kind": "residents", "name": "测试村"},
                    }
                ],
            },
        )
    ]
)
class FeatureCollectionSerializer(serializers.Serializer[Any]):
    """GeoJSON, longitude and latitude in CGCS2000."""

    type = serializers.ChoiceField(choices=["FeatureCollection"])
    features = serializers.ListField(child=serializers.DictField(), help_text="GeoJSON features with `kind`, `name`.")


class LayerFilter(django_filters.FilterSet):
    """By kind, and whether ended editions are listed too."""

    kind = django_filters.ChoiceFilter(choices=MapLayer.Kind.choices, label="Kind of layer.")
    ended = django_filters.BooleanFilter(method="by_end", label="False: only layers in force; true: only ended ones.")

    class Meta:
        model = MapLayer
        fields: tuple[str, ...] = ()

    def by_end(self, rows: QuerySet[MapLayer], name: str, value: bool) -> QuerySet[MapLayer]:
        """Whether the layer's last day has come."""
        over = Q(valid_to__lte=timezone.localdate())
        return rows.filter(over) if value else rows.exclude(over)


class Layers(ListingResource, ActsResource, listing=LAYER_LIST, acts=LAYERS):
    """Map layers in one's territory."""

    serializer_class = LayerSerializer
    filterset_class = LayerFilter

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one map layer."""
        return self.shown(pk)

    @extend_schema(responses=FeatureCollectionSerializer, filters=False)
    @action(detail=True, filterset_class=None)
    def features(self, request: Request, pk: int) -> Response:
        """Read the first features of a layer as GeoJSON; `feature_count` of the layer tells how many there are."""
        return Response(FeatureCollectionSerializer(selectors.preview(policy.access(self.user, pk))).data)

    def shown(self, pk: Any, *, status: int = 200, **headers: str) -> Response:
        """The layer as it is now."""
        layer = policy.access(self.user, pk)
        return self.answer(LayerSerializer(layer).data, status=status, version=layer.version, **headers)
