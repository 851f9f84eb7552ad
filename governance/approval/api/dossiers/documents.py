"""The documents of a dossier: handed in, listed, taken out, downloaded."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.models import Case, CaseDocument
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.dossiers import documents
from governance.approval.services.dossiers import dossiers
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.scope.policies.base import Allowed
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser
from registry.web.api.renderers import AnyFile


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A clean file",
            value={
                "id": 17,
                "code": "plan",
                "name": "方案文本.pdf",
                "media_type": "application/pdf",
                "size": 482113,
                "sha256": "ab" * 32,
                "state": "clean",
                "reason": "",
                "uploaded_at": "2026-11-12T10:00:00+08:00",
            },
        )
    ]
)
class DocumentSerializer(serializers.ModelSerializer[CaseDocument]):
    """A file of the dossier; it can be fetched once it is clean."""

    name = serializers.CharField(source="attachment.name", read_only=True)
    media_type = serializers.CharField(source="attachment.media_type", read_only=True)
    size = serializers.IntegerField(source="attachment.size", read_only=True, help_text="Bytes.")
    sha256 = serializers.CharField(source="attachment.sha256", read_only=True)
    state = serializers.ChoiceField(choices=Attachment.State.choices, source="attachment.state", read_only=True)
    reason = serializers.CharField(source="attachment.reason", read_only=True, help_text="Why it is in its state.")
    uploaded_at = serializers.DateTimeField(source="attachment.uploaded_at", read_only=True)

    class Meta:
        model = CaseDocument
        fields: tuple[str, ...] = (
            "id",
            "code",
            "name",
            "media_type",
            "size",
            "sha256",
            "state",
            "reason",
            "uploaded_at",
        )
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("A PDF", value={"code": "plan", "file": "(binary)"})])
class UploadSerializer(serializers.Serializer[Any]):
    """A file for one of the procedure's documents."""

    code = serializers.CharField(max_length=40, help_text="Code of a document of the procedure.")
    file = serializers.FileField(allow_empty_file=True, help_text="Its type is told by its content.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A slot without a file",
            value={
                "code": "plan",
                "name_zh": "方案文本",
                "name_en": "Plan",
                "is_required": True,
                "source": "",
                "files": [],
            },
        )
    ]
)
class SlotSerializer(serializers.Serializer[Any]):
    """A document that the procedure asks for, with the files handed in."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    is_required = serializers.BooleanField()
    # DRF takes declared fields out of the class, so the member does not hide `Field.source`.
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    files = DocumentSerializer(many=True)


class Documents(Resource):
    """The documents of one application."""

    tag = "Dossier"
    serializer_class = SlotSerializer
    conflicting = ("content",)
    queryset = Case.objects.none()
    pagination_class = None
    filter_backends: Any = ()

    @extend_schema(responses=SlotSerializer(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """List the documents that the procedure asks for, with the files.

        The applicant sees those of the draft, everybody else those that the last revision froze.
        """
        case = CasePolicy().access(self.user, pk)
        revision = case.revisions.order_by("-number").first()
        if self._writes(case) or revision is None:
            found = documents.in_draft(case)
        else:
            found = documents.in_revision(case, revision)
        return Response(SlotSerializer(found, many=True).data)

    @extend_schema(
        request={"multipart/form-data": UploadSerializer},
        responses={201: DocumentSerializer},
    )
    def create(self, request: Request, pk: int) -> Response:
        """Hand in a file.

        Its type is told by its content; pictures are drawn anew without metadata; it waits for the virus check.
        """
        values = self.read(UploadSerializer)
        document = dossiers.upload(pk, values["code"], by=self.user, file=values["file"])
        return Response(DocumentSerializer(document).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int, document: int) -> Response:
        """Take a file out of the draft; frozen revisions that hold it keep it."""
        dossiers.remove_document(pk, document, by=self.user)
        return Response(status=204)

    @extend_schema(
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description="The file's content."),
        }
    )
    def content(self, request: Request, pk: int, document: int) -> FileResponse:
        """Download a file.

        Answers 409 with the reason while it waits for the virus check or when it was rejected.
        """
        case = CasePolicy().access(self.user, pk)
        found = documents.access(case, document, user_may_see_drafts=self._writes(case))
        return attachments.download_response(found.attachment)

    def get_parsers(self) -> Any:
        """Files come as multipart forms, everything else as JSON."""
        return [FileParser()] if getattr(self, "action_map", {}).get("post") == "create" else super().get_parsers()

    def get_renderers(self) -> Any:
        """A download has the type of its file."""
        found = super().get_renderers()
        return [*found, AnyFile()] if getattr(self, "action_map", {}).get("get") == "content" else found

    def _writes(self, case: Case) -> bool:
        return isinstance(CasePolicy().check(self.user, "edit_dossier", case), Allowed)
