"""Drafts of procedures: written by one administrator, published by another one."""

from collections.abc import Callable
from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases.case_shapes import ActSerializer
from governance.approval.api.procedures.procedures import ProcedureSerializer
from governance.approval.models import Procedure, ProcedureDraft
from governance.approval.policies.procedures import ProcedureDraftPolicy, ProcedurePolicy
from governance.approval.services.procedures import procedure_drafts as drafts
from registry.base.models import limits
from registry.scope.policies.base import ensure
from registry.web.api import columns
from registry.web.api.base import Resource

CONTENT = {
    "valid_from": "2027-01-01",
    "name_zh": "开采方案与矿区生态修复方案联合审批",
    "name_en": "Joint approval of the mining plan and the ecological restoration plan",
    "decision_days": 40,
    "seats": [{"function": "natural_resources", "power": "decides", "days": 20}],
    "documents": [{"code": "plan", "name_zh": "方案文本", "name_en": "Plan"}],
    "checks": [{"code": "gate-publicity"}],
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A draft",
            value={
                "id": 3,
                "code": "mining-and-restoration-plan",
                "base": 2,
                "state": "draft",
                "content": CONTENT,
                "author": "管理员",
                "submitted_at": None,
                "return_reason": "",
                "published": None,
                "version": 1,
            },
        )
    ]
)
class ProcedureDraftSerializer(serializers.ModelSerializer[ProcedureDraft]):
    """A draft: the content is what the next version will say, whole or not."""

    content = serializers.DictField(read_only=True, help_text="The fields of a procedure as they will be published.")
    author = serializers.CharField(source="drafted_by.full_name", read_only=True)

    class Meta:
        model = ProcedureDraft
        fields: tuple[str, ...] = (
            "id", "code", "base", "state", "content", "author", "submitted_at", "return_reason", "published", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("The next version", value={"code": "mining-and-restoration-plan"})])
class StartDraftSerializer(serializers.Serializer[Any]):
    """Which procedure: of a known code the next version, else a new one."""

    code = columns.text(limits.column(ProcedureDraft, "code"))


@extend_schema_serializer(examples=[OpenApiExample("A reason", value={"reason": "期限的依据不完整。"})])
class ReturnDraftSerializer(ActSerializer):
    """Why a draft goes back to its author."""

    reason = columns.text(limits.column(ProcedureDraft, "return_reason"), required=True)


@extend_schema_serializer(examples=[OpenApiExample("A content", value={"content": CONTENT, "version": 1})])
class SaveDraftSerializer(ActSerializer):
    """The whole content; parts that are not sent are dropped."""

    content = serializers.DictField(help_text="The fields of a procedure; seats, documents and checks are lists.")


class ProcedureDraftFilter(django_filters.FilterSet):
    """By code and state."""

    code = django_filters.CharFilter(max_length=40, label="Code of the procedure.")
    state = django_filters.ChoiceFilter(choices=ProcedureDraft.State.choices, label="State of the draft.")

    class Meta:
        model = ProcedureDraft
        fields: tuple[str, ...] = ()


class ProcedureDrafts(Resource):
    """Drafts of procedures, for administrators."""

    tag = "Procedures"
    serializer_class = ProcedureDraftSerializer
    filterset_class = ProcedureDraftFilter
    orders = {"-id": ("-pk",), "code": ("code", "pk")}
    queryset = ProcedureDraft.objects.none()
    versioned = ("update", "submit", "return_to_author", "publish", "discard")

    def list(self, request: Request) -> Response:
        """List drafts of procedures."""
        self._writer()
        return self.page(ProcedureDraftPolicy().scope(self.user).select_related("drafted_by"))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one draft of a procedure."""
        self._writer()
        return self._shown(ProcedureDraftPolicy().access(self.user, pk))

    @extend_schema(request=StartDraftSerializer, responses={201: ProcedureDraftSerializer})
    def create(self, request: Request) -> Response:
        """Begin a draft: of the next version, or of a new procedure."""
        self._writer()
        made = drafts.start(self.read(StartDraftSerializer)["code"], by=self.user)
        return self._shown(made, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=SaveDraftSerializer)
    def update(self, request: Request, pk: int) -> Response:
        """Keep the content of your own draft, whole or not."""
        return self._act(pk, drafts.save, SaveDraftSerializer)

    @extend_schema(request=ActSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Hand your own draft to another administrator; everything that is missing is told at once."""
        return self._act(pk, drafts.submit)

    @extend_schema(request=ReturnDraftSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def return_to_author(self, request: Request, pk: int) -> Response:
        """Return the draft of another administrator with the reason."""
        return self._act(pk, drafts.return_draft, ReturnDraftSerializer)

    @extend_schema(request=ActSerializer, responses={201: ProcedureSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Publish the draft of another administrator as the next version."""
        self._writer()
        made: Procedure = drafts.publish(pk, by=self.user, version=self._version(ActSerializer)["version"])
        return Response(ProcedureSerializer(made).data, status=201)

    @extend_schema(request=ActSerializer)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: int) -> Response:
        """Give a draft up."""
        return self._act(pk, drafts.discard)

    def _act(self, pk: int, verb: Callable[..., ProcedureDraft], shape: Any = ActSerializer) -> Response:
        self._writer()
        return self._shown(verb(pk, by=self.user, **self._version(shape)))

    def _version(self, shape: Any) -> dict[str, Any]:
        values = self.read(shape)
        return {**values, "version": self.version(values.get("version"))}

    def _shown(self, draft: ProcedureDraft, *, status: int = 200, **headers: str) -> Response:
        data = ProcedureDraftSerializer(draft).data
        return self.answer(data, status=status, version=draft.version, **headers)

    def _writer(self) -> None:
        ensure(ProcedurePolicy().check(self.user, "draft"))
