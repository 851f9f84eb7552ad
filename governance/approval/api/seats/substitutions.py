"""Substitutions: who stands in while an officer of a department is away."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.filters.substitutions import SubstitutionFilter
from governance.approval.models import Substitution
from governance.approval.policies.seats import SubstitutionPolicy
from governance.approval.selectors.seats import substitutions as selectors
from governance.approval.services.seats import seats
from registry.base.models import limits
from registry.base.rules.errors import OutOfScope
from registry.scope.policies.base import ensure
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import MAX_KEY, OrganisationRefSerializer, PersonRefSerializer, VersionSerializer

KEY: dict[str, Any] = {"min_value": 1, "max_value": MAX_KEY}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A week of leave",
            value={
                "id": 5,
                "organisation": {"id": 3, "name_zh": "测试自然资源局", "name_en": "Test Bureau"},
                "officer": {"id": 12, "full_name": "测试人员"},
                "substitute": {"id": 14, "full_name": "测试同事"},
                "valid_from": "2030-01-07",
                "valid_to": "2030-01-11",
                "reason": "年休假",
                "made_by": {"id": 11, "full_name": "测试负责人"},
                "made_at": "2030-01-04T09:00:00+08:00",
                "version": 1,
            },
        )
    ]
)
class SubstitutionSerializer(serializers.ModelSerializer[Substitution]):
    """A substitution with its days, both included."""

    organisation = OrganisationRefSerializer(read_only=True)
    officer = PersonRefSerializer(read_only=True)
    substitute = PersonRefSerializer(read_only=True)
    made_by = PersonRefSerializer(read_only=True)

    class Meta:
        model = Substitution
        fields: tuple[str, ...] = (
            "id", "organisation", "officer", "substitute", "valid_from", "valid_to", "reason", "made_by", "made_at",
            "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A week of leave",
            value={
                "organisation": 3, "officer": 12, "substitute": 14, "valid_from": "2030-01-07",
                "valid_to": "2030-01-11", "reason": "年休假",
            },
        )
    ]
)  # fmt: skip
class NameSerializer(serializers.Serializer[Any]):
    """Who is away, who stands in, and on which days."""

    organisation = serializers.IntegerField(**KEY, help_text="Key of the department that you head.")
    officer = serializers.IntegerField(**KEY, help_text="Key of the officer who is away.")
    substitute = serializers.IntegerField(**KEY, help_text="Key of the colleague who stands in.")
    valid_from = serializers.DateField(help_text="First day.")
    valid_to = serializers.DateField(help_text="Last day.")
    reason = columns.text(limits.column(Substitution, "reason"))


@extend_schema_serializer(examples=[OpenApiExample("With the version seen", value={"version": 1})])
class EndSerializer(VersionSerializer):
    """The substitution as it was seen."""


class Substitutions(Resource):
    """Substitutions of your departments."""

    tag = "Seats"
    serializer_class = SubstitutionSerializer
    filterset_class = SubstitutionFilter
    orders = selectors.ORDERS
    queryset = Substitution.objects.none()
    versioned = ("end",)

    def list(self, request: Request) -> Response:
        """List the substitutions of your departments."""
        ensure(SubstitutionPolicy().check(self.user, "view"))
        return self.page(selectors.listing(self.user))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one substitution."""
        return self.shown(pk)

    @extend_schema(request=NameSerializer, responses={201: SubstitutionSerializer})
    def create(self, request: Request) -> Response:
        """Name a substitute; the head of the department does, and the substitute is told."""
        ensure(SubstitutionPolicy().check(self.user, "name"))
        values = self.read(NameSerializer)
        keys = {f"{name}_id": values.pop(name) for name in ("organisation", "officer", "substitute")}
        made = seats.substitute(by=self.user, **keys, **values)
        return self.shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=EndSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        """End a substitution early: today is its last day; one that has not begun is taken back."""
        seats.end_substitution(pk, by=self.user, **self.seen(EndSerializer))
        return Response(status=204)

    def shown(self, pk: int, *, status: int = 200, **headers: Any) -> Response:
        """The substitution as it is now."""
        row = selectors.listing(self.user).filter(pk=pk).first()
        if row is None:
            raise OutOfScope
        return self.answer(SubstitutionSerializer(row).data, status=status, version=row.version, **headers)
