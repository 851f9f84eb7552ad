"""Fields that take what the description declares and nothing like it."""

import math
from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from registry.web.api.shared import Text

_GEOJSON = {"type": "object", "description": "GeoJSON geometry, longitude and latitude in CGCS2000."}


class FiniteFloat(serializers.FloatField):
    """A number; not-a-number and infinity are none."""

    def to_internal_value(self, data: Any) -> float:
        """The number, refused unless it is finite."""
        value = float(super().to_internal_value(data))
        if isinstance(data, bool) or not math.isfinite(value):
            self.fail("invalid")
        return value


@extend_schema_field(_GEOJSON)
class GeoJson(serializers.JSONField):
    """A GeoJSON geometry."""

    def to_internal_value(self, data: Any) -> Any:
        """An object, from a page as text; the service says what is wrong inside it."""
        read = super().to_internal_value(data) if getattr(data, "is_json_string", False) else data
        if not isinstance(read, dict):
            self.fail("invalid")
        return read


#: The fields of a `ModelSerializer` that reads what somebody enters (`serializer_field_mapping`).
STRICT = {
    **serializers.ModelSerializer.serializer_field_mapping,
    models.CharField: Text,
    models.TextField: Text,
    models.FloatField: FiniteFloat,
}
