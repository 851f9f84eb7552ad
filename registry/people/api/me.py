"""Who is calling, and with which rights."""

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.scope.models import Membership, Role, User
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer


class GrantSerializer(serializers.ModelSerializer[Membership]):
    """A role in an organisation, with the territory it reaches (null where the organisation has none)."""

    role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    organisation = OrganisationRefSerializer(read_only=True)
    kind = serializers.CharField(source="organisation.kind", read_only=True)
    function = serializers.CharField(source="organisation.function", read_only=True)
    region_prefix = serializers.CharField(allow_null=True, read_only=True, help_text="First digits of its regions.")

    class Meta:
        model = Membership
        fields: tuple[str, ...] = (
            "role",
            "organisation",
            "kind",
            "function",
            "region_prefix",
            "valid_from",
            "valid_to",
        )
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An applicant",
            value={
                "id": 3,
                "username": "applicant",
                "full_name": "测试人员",
                "email": "applicant@example.org",
                "language": "zh-hans",
                "authenticated_by": "token",
                "grants": [
                    {
                        "role": "applicant",
                        "organisation": {"id": 9, "name_zh": "测试矿业有限公司", "name_en": "Test Mining Co., Ltd."},
                        "kind": "company",
                        "function": "",
                        "region_prefix": None,
                        "valid_from": "2020-01-01",
                        "valid_to": None,
                    }
                ],
            },
        )
    ]
)
class MeSerializer(serializers.ModelSerializer[User]):
    """The person who calls, with today's roles."""

    grants = GrantSerializer(many=True, read_only=True, source="granted")
    email = serializers.CharField(read_only=True, help_text="May be empty.")
    authenticated_by = serializers.ChoiceField(choices=["token", "session"], read_only=True)

    class Meta:
        model = User
        fields: tuple[str, ...] = ("id", "username", "full_name", "email", "language", "authenticated_by", "grants")
        read_only_fields = fields


class Me(Resource):
    """The person who calls."""

    tag = "Me"
    serializer_class = MeSerializer
    queryset = User.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=forced_singular_serializer(MeSerializer))
    def list(self, request: Request) -> Response:
        """Read who you are and what you may be.

        Rights are role × organisation × region; they are those of the pages.
        """
        rows = self.user.memberships.in_force().of_valid_organisations().select_related("organisation__region")
        granted: list[Any] = list(rows.order_by("id"))
        for row in granted:
            row.region_prefix = row.as_grant().region_prefix
        self.user.granted = granted  # type: ignore[attr-defined]
        self.user.authenticated_by = "token" if request.auth is not None else "session"  # type: ignore[attr-defined]
        return Response(MeSerializer(self.user).data)
