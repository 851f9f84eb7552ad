"""Pieces that several resources answer with."""

from rest_framework import serializers

from registry.matters.models import Matter


class MatterRefSerializer(serializers.ModelSerializer[Matter]):
    """A matter by key, kind, number and title."""

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ("id", "kind", "number", "title_zh", "title_en")
        read_only_fields = fields
