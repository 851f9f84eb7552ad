"""Procedures: how each kind of matter is decided."""

from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.models import Procedure, ProcedureDocument, ProcedureSeat
from governance.policies.procedures import ProcedurePolicy
from registry.api.base import Resource
from registry.errors import OutOfScope


class ProcedureSeatSerializer(serializers.ModelSerializer[ProcedureSeat]):
    """A department that speaks."""

    sections = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = ProcedureSeat
        fields: tuple[str, ...] = (
            "function", "power", "ground_zh", "ground_en", "certainty", "sections", "days", "day_type", "silence"
        )  # fmt: skip
        read_only_fields = fields


class ProcedureDocumentSerializer(serializers.ModelSerializer[ProcedureDocument]):
    """A document that the dossier needs, or may have."""

    class Meta:
        model = ProcedureDocument
        fields: tuple[str, ...] = ("code", "name_zh", "name_en", "is_required", "source")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The joint plan",
            value={
                "id": 1,
                "code": "mining-and-restoration-plan",
                "version": 1,
                "name_zh": "开采方案与矿区生态修复方案联合审批",
                "name_en": "Joint approval of the mining plan and the ecological restoration plan",
                "valid_from": "2025-07-01",
                "valid_to": None,
                "legal_basis_zh": "《矿产资源法》（2024）",
                "legal_basis_en": "Mineral Resources Law (2024)",
                "certainty": "verified",
                "sections": ["mining", "restoration", "safety", "funds"],
                "intake_days": 5,
                "decision_days": 20,
                "extension_days": 10,
                "day_type": "working",
                "corrections_allowed": 1,
                "conflict_settler_zh": "",
                "conflict_settler_en": "",
                "remedies_zh": "",
                "remedies_en": "",
                "seats": [
                    {
                        "function": "natural_resources",
                        "power": "decides",
                        "ground_zh": "《矿产资源法》第三十三条",
                        "ground_en": "Mineral Resources Law art. 33",
                        "certainty": "verified",
                        "sections": ["mining", "restoration"],
                        "days": 15,
                        "day_type": "working",
                        "silence": "blocks",
                    }
                ],
                "documents": [
                    {"code": "plan", "name_zh": "方案文本", "name_en": "Plan", "is_required": True, "source": ""}
                ],
            },
        )
    ]
)
class ProcedureSerializer(serializers.ModelSerializer[Procedure]):
    """One version of a procedure with its seats and documents."""

    sections = serializers.ListField(child=serializers.CharField(), read_only=True)
    seats = ProcedureSeatSerializer(many=True, read_only=True)
    documents = ProcedureDocumentSerializer(many=True, read_only=True)

    class Meta:
        model = Procedure
        fields: tuple[str, ...] = (
            "id", "code", "version", "name_zh", "name_en", "valid_from", "valid_to", "legal_basis_zh",
            "legal_basis_en", "certainty", "sections", "intake_days", "decision_days", "extension_days", "day_type",
            "corrections_allowed", "conflict_settler_zh", "conflict_settler_en", "remedies_zh", "remedies_en",
            "seats", "documents",
        )  # fmt: skip
        read_only_fields = fields


class ProcedureFilter(django_filters.FilterSet):
    """By code and validity."""

    code = django_filters.CharFilter(max_length=40, label="Code of the procedure.")
    on = django_filters.DateFilter(method="in_force", label="In force on this day.")

    class Meta:
        model = Procedure
        fields: tuple[str, ...] = ()

    def in_force(self, rows: Any, name: str, value: Any) -> Any:
        """The versions valid on the day."""
        return rows.in_force(value)


class Procedures(Resource):
    """Procedures, open to everybody: rules are published before they are applied."""

    tag = "Procedures"
    permission_classes = [AllowAny]
    serializer_class = ProcedureSerializer
    filterset_class = ProcedureFilter
    orders = {"code": ("code", "-version", "pk"), "-valid_from": ("-valid_from", "-pk")}
    queryset = Procedure.objects.none()

    def list(self, request: Request) -> Response:
        """List procedures and their versions."""
        return self.page(ProcedurePolicy().scope(self.user).prefetch_related("seats", "documents"))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one version of a procedure."""
        found = ProcedurePolicy().scope(self.user).prefetch_related("seats", "documents").filter(pk=pk).first()
        if found is None:
            raise OutOfScope
        return Response(ProcedureSerializer(found).data)
