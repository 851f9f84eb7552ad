"""A mine as other resources name it."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from registry.mines.models import Mine
from registry.web.api.shared import RegionRefSerializer


@extend_schema_serializer(component_name="MineRef")
class MineRefSerializer(serializers.ModelSerializer[Mine]):
    """A mine by key, identifier and names."""

    region = RegionRefSerializer(read_only=True)

    class Meta:
        model = Mine
        fields: tuple[str, ...] = ("id", "identifier", "name_zh", "name_en", "region")
        read_only_fields = fields
