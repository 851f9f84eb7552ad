"""Published decisions, for everybody."""

import django_filters
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.api.decisions.decisions import LANGUAGES
from governance.approval.filters.public import DecisionFilter
from governance.approval.models import Decision
from governance.approval.selectors.public import public
from governance.approval.services.decisions import letters
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.web.api.base import Resource
from registry.web.api.renderers import AnyFile
from registry.web.api.shared import OrganisationRefSerializer


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An approval",
            value={
                "number": "XZ-2026-00007",
                "document_number": "测协治审〔2026〕1号",
                "outcome": "approve",
                "title_zh": "测试煤矿2026—2030年开采方案与矿区生态修复方案",
                "title_en": "Mining and restoration plan of the test mine 2026–2030",
                "mine": examples.BRIEF["mine"],
                "applicant": examples.BRIEF["applicant"],
                "reasons": "方案符合有关规定，同意实施。",
                "conditions": examples.DECISION_VALUE["conditions"],
                "accepted_at": "2026-11-17T10:05:00+08:00",
                "countersigned_at": "2026-11-21T15:00:00+08:00",
                "is_simulated": True,
            },
        )
    ]
)
class PublishedSerializer(serializers.ModelSerializer[Decision]):
    """A published decision with its reasons and conditions."""

    number = serializers.CharField(source="case.number", read_only=True, help_text="Number of the application.")
    title_zh = serializers.CharField(source="case.title_zh", read_only=True)
    title_en = serializers.CharField(source="case.title_en", read_only=True)
    mine = shapes.MineRefSerializer(source="case.mine", read_only=True)
    applicant = OrganisationRefSerializer(source="case.applicant", read_only=True)
    conditions = shapes.DecisionConditionSerializer(many=True, read_only=True)
    accepted_at = serializers.DateTimeField(source="case.accepted_at", read_only=True, allow_null=True)
    is_simulated = serializers.BooleanField(source="case.is_simulated", read_only=True)

    class Meta:
        model = Decision
        fields: tuple[str, ...] = (
            "number", "document_number", "outcome", "title_zh", "title_en", "mine", "applicant", "reasons",
            "conditions", "accepted_at", "countersigned_at", "is_simulated",
        )  # fmt: skip
        read_only_fields = fields


class PublishedFilter(DecisionFilter):
    """The filter of the public page, with any region and year."""

    region = django_filters.CharFilter(
        method="by_region", max_length=6, label="First digits of the code of the mine's region."
    )
    mine = django_filters.NumberFilter(
        field_name="case__mine", min_value=1, max_value=2**63 - 1, label="Key of a mine."
    )
    year = django_filters.NumberFilter(
        field_name="countersigned_at__year", min_value=2000, max_value=2100, label="Year of the signature."
    )


class Published(Resource):
    """Published decisions; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = PublishedSerializer
    filterset_class = PublishedFilter
    orders = {"-signed": ("-countersigned_at", "-id"), "signed": ("countersigned_at", "id")}
    conflicting = ("letter",)
    queryset = Decision.objects.none()
    lookup_field = "number"
    lookup_value_converter = "str"

    def list(self, request: Request) -> Response:
        """List published decisions, the latest first."""
        return self.page(public.decisions().defer("case__mine__boundary").prefetch_related("conditions"))

    @extend_schema(parameters=[OpenApiParameter("number", {"type": "string", "maxLength": 30}, OpenApiParameter.PATH)])
    def retrieve(self, request: Request, number: str) -> Response:
        """Read the published decision on one application."""
        found = public.decision_of(public.access_case(number))
        if found is None:
            raise OutOfScope
        return Response(PublishedSerializer(found).data)

    @extend_schema(
        filters=False,
        parameters=[
            OpenApiParameter("number", {"type": "string", "maxLength": 30}, OpenApiParameter.PATH),
            OpenApiParameter("language", {"type": "string", "enum": [*LANGUAGES]}, OpenApiParameter.PATH),
        ],
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The letter as PDF.")},
    )
    @action(
        detail=True,
        url_path="letters/<str:language>",
        filterset_class=None,
        renderer_classes=[*Resource.renderer_classes, AnyFile],
    )
    def letter(self, request: Request, number: str, language: str) -> FileResponse:
        """Download the letter of a published decision in one language, as it was sent."""
        decision = public.decision_of(public.access_case(number))
        rows = decision.letters.filter(language=language) if decision and language in LANGUAGES else None
        found = rows.first() if rows is not None else None
        if found is None:
            raise OutOfScope
        return attachments.download_response(letters.render(found.pk))
