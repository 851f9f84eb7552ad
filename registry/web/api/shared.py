"""Pieces that several resources answer with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from registry.base.models import limits
from registry.scope.models import Organisation, Region, User

#: The largest key of a row; greater numbers in a request are refused before the database sees them.
MAX_KEY = 2**63 - 1
#: The largest version that is taken.
MAX_VERSION = 2**31 - 1


class Text(serializers.CharField):
    """Text as the description declares it: a number is not taken for one; what is blank is missing, as in a form."""

    default_error_messages = {"blank": _("This field is required.")}

    def __init__(self, *, shortest: int | None = None, **told: Any) -> None:
        #: The fewest characters, which the service asks for.
        self.shortest = shortest
        most = told.get("max_length")
        words = {} if most is None else {"max_length": limits.at_most(most)}
        super().__init__(**{**told, "error_messages": words | told.get("error_messages", {})})

    def to_internal_value(self, data: Any) -> str:
        """The text, refused when it is of another type."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class KeyField(serializers.IntegerField):
    """A row by its key. A page offers the rows that `style["choices"]` names; the service says which it takes."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": MAX_KEY, **told})


@extend_schema_serializer(component_name="RegionRef")
class RegionRefSerializer(serializers.ModelSerializer[Region]):
    """A region by code and names."""

    class Meta:
        model = Region
        fields: tuple[str, ...] = ("code", "name_zh", "name_en")
        read_only_fields = fields


@extend_schema_serializer(component_name="OrganisationRef")
class OrganisationRefSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation by key and names."""

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ("id", "name_zh", "name_en")
        read_only_fields = fields


@extend_schema_serializer(component_name="PersonRef")
class PersonRefSerializer(serializers.ModelSerializer[User]):
    """A person by key and name."""

    class Meta:
        model = User
        fields: tuple[str, ...] = ("id", "full_name")
        read_only_fields = fields


class VersionSerializer(serializers.Serializer[Any]):
    """The version of the object that the caller saw."""

    version = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_VERSION,
        help_text="The version you saw, here or as `If-Match`; one of them must be there. When it is no longer the "
        "present one the answer is 409.",
    )


@extend_schema_serializer(examples=[OpenApiExample("With the version seen", value={"version": 3})])
class SeenSerializer(VersionSerializer):
    """An act that needs no words."""
