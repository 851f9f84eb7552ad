"""Signed decisions in one's scope, and their letters."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.models import Decision
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.decisions import delivery as deliveries
from governance.approval.services.decisions import delivery, letters
from registry.base.rules.errors import OutOfScope
from registry.calendar.selectors import calendars
from registry.files.services import attachments
from registry.web.api.base import Resource
from registry.web.api.renderers import AnyFile

LANGUAGES = ("zh-hans", "en")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An approval",
            value={
                **examples.DECISION_VALUE,
                "application": {"id": 7, "number": "XZ-2026-00007", "title_zh": "测试方案", "title_en": "Test plan"},
                "mine": examples.BRIEF["mine"],
                "delivery": "post",
                "delivered_at": "2026-11-24T17:00:00+08:00",
                "deliver_by": "2026-12-05",
            },
        )
    ]
)
class DecisionSerializer(shapes.CaseDecisionSerializer):
    """A signed decision with its application and mine."""

    application = shapes.CaseRefSerializer(source="case", read_only=True)
    mine = shapes.MineRefSerializer(source="case.mine", read_only=True)
    delivery = serializers.ChoiceField(
        choices=[("", ""), *Decision.Delivery.choices], read_only=True, help_text="Empty while it is not delivered."
    )
    deliver_by = serializers.SerializerMethodField(help_text="Last day; null beyond the announced calendar.")

    class Meta(shapes.CaseDecisionSerializer.Meta):
        fields: tuple[str, ...] = (
            *shapes.CaseDecisionSerializer.Meta.fields, "application", "mine", "delivery", "delivered_at", "deliver_by",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_deliver_by(self, decision: Decision) -> str | None:
        """The last day for the delivery (Administrative Licensing Law art. 44)."""
        if not hasattr(self, "_table"):
            self._table = calendars.table()
        due = deliveries.status(decision, table=self._table).due
        return due.isoformat() if due else None


class DecisionFilter(django_filters.FilterSet):
    """By outcome, day of signature and mine."""

    outcome = django_filters.ChoiceFilter(choices=Decision.Outcome.choices, label="Outcome.")
    signed_after = django_filters.DateFilter(
        field_name="countersigned_at", lookup_expr="date__gte", label="Signed on this day or later."
    )
    signed_before = django_filters.DateFilter(
        field_name="countersigned_at", lookup_expr="date__lte", label="Signed on this day or earlier."
    )
    mine = django_filters.NumberFilter(
        field_name="case__mine", min_value=1, max_value=2**63 - 1, label="Key of a mine."
    )

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()


class Decisions(Resource):
    """Signed decisions in one's scope."""

    tag = "Decisions"
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter
    orders = {"-signed": ("-countersigned_at", "-id"), "signed": ("countersigned_at", "id")}
    conflicting = ("letter",)
    queryset = Decision.objects.none()

    def list(self, request: Request) -> Response:
        """List the signed decisions on the applications you see."""
        return self.page(self._rows())

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one signed decision with its conditions."""
        return Response(DecisionSerializer(self._one(pk)).data)

    @extend_schema(
        filters=False,
        parameters=[OpenApiParameter("language", {"type": "string", "enum": [*LANGUAGES]}, OpenApiParameter.PATH)],
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The letter as PDF.")},
    )
    @action(detail=True, url_path="letters/<str:language>", renderer_classes=[*Resource.renderer_classes, AnyFile])
    def letter(self, request: Request, pk: int, language: str) -> FileResponse:
        """Download the letter of a decision in one language."""
        found = self._one(pk).letters.filter(language=language).first() if language in LANGUAGES else None
        if found is None:
            raise OutOfScope
        answer = attachments.download_response(letters.render(found.pk))
        delivery.take(found.decision.case, by=self.user)
        return answer

    def _one(self, pk: int) -> Decision:
        found = self._rows().filter(pk=pk).first()
        if found is None:
            raise OutOfScope
        return found

    def _rows(self) -> "QuerySet[Decision]":
        seen: Any = CasePolicy().scope(self.user)
        rows = Decision.objects.filter(case__in=seen, state=Decision.State.SIGNED).defer("case__mine__boundary")
        related = ("case__matter", "case__mine__region", "revision", "drafted_for", "countersigned_for")
        return rows.select_related(*related).prefetch_related("conditions")
