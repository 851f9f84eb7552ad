"""Opinions in one's scope."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.models import Opinion
from governance.approval.policies.seats import SeatPolicy
from registry.base.rules.errors import OutOfScope
from registry.scope.models import Organisation
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Support with a condition",
            value={
                **examples.OPINION_VALUE,
                "application": {"id": 7, "number": "XZ-2026-00007", "title_zh": "测试方案", "title_en": "Test plan"},
                "seat": 21,
                "function": "natural_resources",
                "organisation": examples.SEAT["organisation"],
            },
        )
    ]
)
class OpinionSerializer(shapes.GivenOpinionSerializer):
    """What a department said, with its application."""

    application = shapes.CaseRefSerializer(source="seat.round.case", read_only=True)
    seat = serializers.IntegerField(source="seat_id", read_only=True)
    function = serializers.ChoiceField(choices=Organisation.Function.choices, source="seat.function", read_only=True)
    organisation = OrganisationRefSerializer(source="seat.organisation", read_only=True)

    class Meta(shapes.GivenOpinionSerializer.Meta):
        fields: tuple[str, ...] = (
            *shapes.GivenOpinionSerializer.Meta.fields,
            "application",
            "seat",
            "function",
            "organisation",
        )
        read_only_fields = fields


class OpinionFilter(django_filters.FilterSet):
    """By kind, function and application."""

    kind = django_filters.ChoiceFilter(choices=Opinion.Kind.choices, label="Kind of opinion.")
    function = django_filters.ChoiceFilter(
        field_name="seat__function", choices=Organisation.Function.choices, label="Function of the department."
    )
    application = django_filters.NumberFilter(
        field_name="seat__round__case", min_value=1, max_value=2**63 - 1, label="Key of an application."
    )

    class Meta:
        model = Opinion
        fields: tuple[str, ...] = ()


class Opinions(Resource):
    """Opinions in one's scope."""

    tag = "Opinions"
    serializer_class = OpinionSerializer
    filterset_class = OpinionFilter
    orders = {"-made": ("-made_at", "-id"), "made": ("made_at", "id")}
    queryset = Opinion.objects.none()

    def list(self, request: Request) -> Response:
        """List the opinions on the applications you see."""
        return self.page(self._rows())

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one opinion."""
        found = self._rows().filter(pk=pk).first()
        if found is None:
            raise OutOfScope
        return Response(OpinionSerializer(found).data)

    def _rows(self) -> "QuerySet[Opinion]":
        seats = SeatPolicy().scope(self.user)
        rows = Opinion.objects.filter(seat__in=seats)
        return rows.select_related("seat__organisation", "seat__round__case__matter", "revision").prefetch_related(
            "conditions"
        )
