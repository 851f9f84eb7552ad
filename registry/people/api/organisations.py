"""Organisations in one's scope."""

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.people.policies.organisations import policy
from registry.scope.models import Organisation
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer, RegionRefSerializer


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A department",
            value={
                "id": 12,
                "name_zh": "测试旗自然资源局",
                "name_en": "Test Banner Natural Resources Bureau",
                "kind": "department",
                "function": "natural_resources",
                "region": {"code": "150621", "name_zh": "达拉特旗", "name_en": "Dalad Banner"},
                "parent": None,
                "credit_code": "",
                "contact_phone": "",
                "contact_address": "",
                "is_simulated": True,
                "valid_from": "2020-01-01",
                "valid_to": None,
                "version": 1,
            },
        )
    ]
)
class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """A department, committee, office, company, assessor or village committee."""

    region = RegionRefSerializer(allow_null=True, read_only=True)
    parent = OrganisationRefSerializer(allow_null=True, read_only=True)
    function = serializers.CharField(read_only=True, help_text="Of a department; empty otherwise.")

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = (
            "id", "name_zh", "name_en", "kind", "function", "region", "parent", "credit_code", "contact_phone",
            "contact_address", "is_simulated", "valid_from", "valid_to", "version",
        )  # fmt: skip
        read_only_fields = fields


class OrganisationFilter(django_filters.FilterSet):
    """By words, kind, function and territory."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Words of the name, or the credit code.")
    kind = django_filters.ChoiceFilter(choices=Organisation.Kind.choices, label="Kind.")
    function = django_filters.ChoiceFilter(choices=Organisation.Function.choices, label="Function of a department.")
    region = django_filters.CharFilter(
        field_name="region__code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """Names in either language, or the beginning of the credit code."""
        words = value.strip()
        return rows.filter(
            Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(credit_code__istartswith=words)
        )


class Organisations(Resource):
    """Organisations in one's scope."""

    tag = "Organisations"
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    orders = {"name": ("name_zh", "pk"), "-name": ("-name_zh", "-pk")}
    queryset = Organisation.objects.none()

    def list(self, request: Request) -> Response:
        """List organisations.

        Public bodies are open to everybody signed in; a company only to itself and to the bodies of its territory.
        """
        return self.page(policy.scope(self.user))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one organisation."""
        found = policy.access(self.user, pk)
        return self.answer(OrganisationSerializer(found).data, version=found.version)
