"""Procedures: how each kind of matter is decided."""

from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.models import Procedure, ProcedureCheck, ProcedureDocument, ProcedureSeat
from governance.approval.policies.procedures import ProcedurePolicy
from registry.base.rules.errors import OutOfScope
from registry.mines.models import Mine
from registry.web.api.base import Resource


class AppliesSerializer(serializers.Serializer[Any]):
    """For which mines a row counts; what is not named is any."""

    stages = serializers.ListField(child=serializers.ChoiceField(Mine.Stage.choices), required=False)
    methods = serializers.ListField(child=serializers.ChoiceField(Mine.Method.choices), required=False)
    minerals = serializers.ListField(child=serializers.ChoiceField(["coal", "noncoal"]), required=False)
    sizes = serializers.ListField(
        child=serializers.ChoiceField(["small", "medium", "large", ""], allow_blank=True), required=False
    )


class VoteSerializer(serializers.Serializer[Any]):
    """How the committee votes; what is not named is as the platform has it."""

    quorum = serializers.CharField(required=False, help_text="Share of the members who must be present.")
    majority = serializers.CharField(required=False, help_text="Share of the votes that carries a motion.")
    of = serializers.CharField(required=False, help_text="What the majority is counted of: `cast` or `members`.")
    tie = serializers.CharField(required=False, help_text="`rejected` or `chair`.")
    ballot = serializers.CharField(required=False, help_text="`open` or `secret`.")


class ProcedureSeatSerializer(serializers.ModelSerializer[ProcedureSeat]):
    """A department that speaks."""

    sections = serializers.ListField(child=serializers.CharField(), read_only=True)
    applies = AppliesSerializer(read_only=True)

    class Meta:
        model = ProcedureSeat
        fields: tuple[str, ...] = (
            "function", "power", "ground_zh", "ground_en", "certainty", "sections", "days", "day_type", "silence",
            "deemed_basis_zh", "deemed_basis_en", "applies",
        )  # fmt: skip
        read_only_fields = fields


class ProcedureDocumentSerializer(serializers.ModelSerializer[ProcedureDocument]):
    """A document that the dossier needs, or may have."""

    applies = AppliesSerializer(read_only=True)

    class Meta:
        model = ProcedureDocument
        fields: tuple[str, ...] = ("code", "name_zh", "name_en", "is_required", "source", "applies")
        read_only_fields = fields


class ProcedureCheckSerializer(serializers.ModelSerializer[ProcedureCheck]):
    """A check that must pass before a decision."""

    params = serializers.DictField(read_only=True, help_text="Adjusts the check, such as metres or days.")
    applies = AppliesSerializer(read_only=True)

    class Meta:
        model = ProcedureCheck
        fields: tuple[str, ...] = ("code", "lifted_by", "params", "applies")
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
                        "deemed_basis_zh": "",
                        "deemed_basis_en": "",
                        "applies": {},
                    }
                ],
                "documents": [
                    {
                        "code": "plan",
                        "name_zh": "方案文本",
                        "name_en": "Plan",
                        "is_required": True,
                        "source": "",
                        "applies": {"methods": ["open_pit"]},
                    }
                ],
                "checks": [{"code": "gate-publicity", "lifted_by": "", "params": {}, "applies": {}}],
                "kind": "plan",
                "applies": {"stages": ["new", "producing"]},
                "variants": [{"applies": {"sizes": ["small"]}, "decision_days": 20, "extension_days": 10}],
                "section_rules": {},
                "extension_by": "government",
                "delivery_days": 10,
                "notice_days": 7,
                "reconsideration_days": 60,
                "veto_settler": "committee",
                "vote": {"quorum": "2/3", "majority": "1/2", "tie": "rejected", "ballot": "open"},
            },
        )
    ]
)
class ProcedureSerializer(serializers.ModelSerializer[Procedure]):
    """One version of a procedure with its seats, documents and checks."""

    sections = serializers.ListField(child=serializers.CharField(), read_only=True)
    seats = ProcedureSeatSerializer(many=True, read_only=True)
    documents = ProcedureDocumentSerializer(many=True, read_only=True)
    checks = ProcedureCheckSerializer(many=True, read_only=True)
    applies = AppliesSerializer(read_only=True)
    variants = serializers.ListField(
        child=serializers.DictField(), read_only=True, help_text="What differs for some mines: `applies` and periods."
    )
    section_rules = serializers.DictField(
        child=AppliesSerializer(), read_only=True, help_text="Key of a section: for which mines it counts."
    )
    vote = VoteSerializer(read_only=True)

    class Meta:
        model = Procedure
        fields: tuple[str, ...] = (
            "id", "code", "version", "name_zh", "name_en", "valid_from", "valid_to", "legal_basis_zh",
            "legal_basis_en", "certainty", "sections", "intake_days", "decision_days", "extension_days", "day_type",
            "corrections_allowed", "conflict_settler_zh", "conflict_settler_en", "remedies_zh", "remedies_en",
            "seats", "documents", "checks", "kind", "applies", "variants", "section_rules", "extension_by",
            "delivery_days", "notice_days", "reconsideration_days", "veto_settler", "vote",
        )  # fmt: skip
        read_only_fields = fields


class ProcedureFilter(django_filters.FilterSet):
    """By code, kind and validity."""

    kind = django_filters.ChoiceFilter(choices=Procedure.Kind.choices, label="Kind of matter.")
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
        return self.page(ProcedurePolicy().scope(self.user).prefetch_related("seats", "documents", "checks"))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one version of a procedure."""
        found = (
            ProcedurePolicy().scope(self.user).prefetch_related("seats", "documents", "checks").filter(pk=pk).first()
        )
        if found is None:
            raise OutOfScope
        return Response(ProcedureSerializer(found).data)
