"""Whether a letter is ours and unchanged, by the code it carries."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from governance.approval.models import Decision, DecisionLetter
from governance.approval.selectors.decisions import verification
from governance.approval.selectors.public import public
from governance.approval.services.decisions import letters
from registry.base.rules.errors import OutOfScope
from registry.matters.services import numbers
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser
from registry.web.api.shared import OrganisationRefSerializer
from registry.web.views.middleware import client_ip

_LETTER = {"language": "zh-hans", "sha256": "ab" * 32, "rendered_at": "2026-11-21T15:01:00+08:00"}
_CODE = OpenApiParameter("code", {"type": "string", "maxLength": 30}, OpenApiParameter.PATH)


class LetterSerializer(serializers.ModelSerializer[DecisionLetter]):
    """One letter of the decision."""

    sha256 = serializers.CharField(source="attachment.sha256", default="", read_only=True)

    class Meta:
        model = DecisionLetter
        fields: tuple[str, ...] = ("language", "sha256", "rendered_at")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An approval",
            value={
                "verification_code": "7K3M-9QXT-2FHA",
                "document_number": "测协治审〔2026〕1号",
                "number": "XZ-2026-00007",
                "outcome": "approve",
                "countersigned_at": "2026-11-21T15:00:00+08:00",
                "office": {"id": 2, "name_zh": "测试旗矿区协同治理办公室", "name_en": "Test Office"},
                "content_hash": "cd" * 32,
                "letters": [_LETTER],
            },
        )
    ]
)
class VerifiedSerializer(serializers.ModelSerializer[Decision]):
    """What the letter must say, and the hashes of its files."""

    number = serializers.CharField(source="case.number", read_only=True, help_text="Number of the application.")
    office = OrganisationRefSerializer(source="case.office", read_only=True)
    content_hash = serializers.CharField(
        source="revision.content_hash", read_only=True, help_text="SHA-256 of the dossier that was decided on."
    )
    letters = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields: tuple[str, ...] = (
            "verification_code", "document_number", "number", "outcome", "countersigned_at", "office", "content_hash",
            "letters",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(LetterSerializer(many=True))
    def get_letters(self, decision: Decision) -> Any:
        """The letters with their hashes."""
        return LetterSerializer(verification.letters(decision), many=True).data


@extend_schema_serializer(examples=[OpenApiExample("Ours", value={"sha256": "ab" * 32, "letter": _LETTER})])
class ComparedSerializer(serializers.Serializer[verification.Comparison]):
    """The hash of the file that was sent, and the letter that it is; null when it is none of them."""

    sha256 = serializers.CharField()
    letter = LetterSerializer(allow_null=True)


class CompareSerializer(serializers.Serializer[Any]):
    """A file that may be a letter of the decision; it is read once and not kept."""

    file = serializers.FileField(allow_empty_file=True)


class VerifyThrottle(SimpleRateThrottle):
    """Who guesses codes, by address: a few at a time."""

    scope, rate = "verify", "30/min"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One count per address."""
        return f"api-verify-{client_ip(request._request)}"


class Letters(Resource):
    """Letters by the code they carry; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = VerifiedSerializer
    queryset = Decision.objects.none()
    pagination_class = None
    filter_backends: Any = ()
    lookup_field = "code"
    lookup_value_converter = "str"

    def get_throttles(self) -> Any:
        """Guessing is slowed down further."""
        return [*super().get_throttles(), VerifyThrottle()]

    @extend_schema(parameters=[_CODE])
    def retrieve(self, request: Request, code: str) -> Response:
        """Read what a letter with this code must say.

        An unknown code and one that is not signed get the same answer.
        """
        return Response(VerifiedSerializer(self._one(code)).data)

    @extend_schema(parameters=[_CODE], request={"multipart/form-data": CompareSerializer}, responses=ComparedSerializer)
    @action(detail=True, methods=["post"])
    def compare(self, request: Request, code: str) -> Response:
        """Say whether a file is byte for byte one of the letters of the decision."""
        decision = self._one(code)
        found = verification.compare(decision, self.read(CompareSerializer)["file"])
        return Response(ComparedSerializer(found).data)

    def get_parsers(self) -> Any:
        """A file comes as a multipart form."""
        return [FileParser()] if getattr(self, "action_map", {}).get("post") == "compare" else super().get_parsers()

    def _one(self, code: str) -> Decision:
        decision = public.by_code(numbers.normalise_code(code))
        if decision is None:
            raise OutOfScope
        for letter in decision.letters.filter(attachment__isnull=True):
            letters.render(letter.pk)
        return decision
