"""What belongs to a mine and is kept by officers and holders: rights, licences, documents; and its story."""

from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.models import limits
from registry.base.rules.errors import Incomplete, OutOfScope
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.mines.api import mine_shapes as shapes
from registry.mines.models import MineDocument, MiningLicence, MiningRight
from registry.mines.policies import mines as policies
from registry.mines.selectors import mine_timeline, mines
from registry.mines.services import licences, mine_documents, rights
from registry.scope.models import Organisation
from registry.scope.policies import base
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.fields import STRICT
from registry.web.api.parsers import FileParser
from registry.web.api.shared import MAX_KEY, VersionSerializer

_DOCUMENT = {
    "id": 3,
    "kind": "report",
    "title": "储量核实报告",
    "name": "报告.pdf",
    "media_type": "application/pdf",
    "size": 482113,
    "sha256": "ab" * 32,
    "state": "clean",
    "reason": "",
}
_RIGHT = {
    "number": "C1500002020000001",
    "holder": 9,
    "authority": 12,
    "mineral": "coal",
    "area": "16.9481",
    "registered_on": "2020-03-01",
    "expires_on": "2050-03-01",
}
_LICENCE = {
    "number": "L1500002021000001",
    "issued_on": "2021-01-01",
    "valid_to": "2031-01-01",
    "capacity": "1.2000",
}
_WHY = "依据登记机关的文书。"


class AnyFile(BaseRenderer):
    """Lets a caller ask for whatever type the file has."""

    media_type = "*/*"
    format = "file"


@extend_schema_serializer(examples=[OpenApiExample("A report", value=_DOCUMENT)])
class MineDocumentSerializer(serializers.ModelSerializer[MineDocument]):
    """A file kept with a mine; it can be fetched once it is clean."""

    name = serializers.CharField(source="attachment.name", read_only=True)
    media_type = serializers.CharField(source="attachment.media_type", read_only=True)
    size = serializers.IntegerField(source="attachment.size", read_only=True, help_text="Bytes.")
    sha256 = serializers.CharField(source="attachment.sha256", read_only=True)
    state = serializers.ChoiceField(choices=Attachment.State.choices, source="attachment.state", read_only=True)
    reason = serializers.CharField(source="attachment.reason", read_only=True, help_text="Why it is in its state.")

    class Meta:
        model = MineDocument
        fields: tuple[str, ...] = tuple(_DOCUMENT)
        read_only_fields = fields


@extend_schema_serializer(
    examples=[OpenApiExample("A report", value={"kind": "report", "title": "储量核实报告", "file": "(binary)"})]
)
class AddDocumentSerializer(serializers.Serializer[Any]):
    """A file and what it is."""

    kind = serializers.ChoiceField(choices=MineDocument.Kind.choices)
    title = columns.text(limits.column(MineDocument, "title"))
    file = serializers.FileField(allow_empty_file=True, help_text="Its type is told by its content.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Registered",
            value={
                "when": "2026-11-17T10:05:00+08:00",
                "title": "Mine registered",
                "detail": "",
                "by": "测试旗自然资源局",
                "code": "9f86d081",
            },
        )
    ]
)
class MineStepSerializer(serializers.Serializer[Any]):
    """One thing that happened to a mine; `code` begins the hash of an act of the audit trail."""

    when = serializers.DateTimeField()
    title = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    code = serializers.CharField(allow_blank=True)


class _Parted(serializers.ModelSerializer[Any]):
    """Columns as an officer enters them; the service checks the row as a whole."""

    serializer_field_mapping = STRICT


@extend_schema_serializer(component_name="RightEntry", examples=[OpenApiExample("A right", value=_RIGHT)])
class RightEntrySerializer(_Parted):
    """A mining right to enter or to correct."""

    holder = serializers.IntegerField(min_value=1, max_value=MAX_KEY, help_text="Key of a company.")
    authority = serializers.IntegerField(
        min_value=1, max_value=MAX_KEY, help_text="Key of a natural resources department."
    )

    class Meta:
        model = MiningRight
        fields: tuple[str, ...] = rights.EDITABLE
        validators: tuple[Any, ...] = ()


@extend_schema_serializer(
    component_name="RightRevision", examples=[OpenApiExample("Another area", value={"area": "16.9500", "version": 1})]
)
class ReviseRightSerializer(VersionSerializer, RightEntrySerializer):
    """What changes; fields that are not named stay as they are."""

    class Meta(RightEntrySerializer.Meta):
        fields: tuple[str, ...] = (*rights.EDITABLE, "version")


@extend_schema_serializer(component_name="LicenceEntry", examples=[OpenApiExample("A licence", value=_LICENCE)])
class LicenceEntrySerializer(_Parted):
    """A mining licence to issue or to correct."""

    class Meta:
        model = MiningLicence
        fields: tuple[str, ...] = tuple(name for name in licences.EDITABLE if name in _LICENCE)
        validators: tuple[Any, ...] = ()


@extend_schema_serializer(
    component_name="LicenceRevision",
    examples=[OpenApiExample("Longer", value={"valid_to": "2032-01-01", "version": 1})],
)
class ReviseLicenceSerializer(VersionSerializer, LicenceEntrySerializer):
    """What changes; fields that are not named stay as they are."""

    class Meta(LicenceEntrySerializer.Meta):
        fields: tuple[str, ...] = (*LicenceEntrySerializer.Meta.fields, "version")


@extend_schema_serializer(
    examples=[OpenApiExample("Expired", value={"status": "expired", "reason": _WHY, "version": 1})]
)
class EndRightSerializer(VersionSerializer):
    """How the right ends, and why."""

    status = serializers.ChoiceField(choices=[(one.value, one.label) for one in rights.ENDINGS])
    reason = columns.text(limits.REASON)


@extend_schema_serializer(
    examples=[OpenApiExample("Suspended", value={"verb": "suspend", "reason": _WHY, "version": 1})]
)
class LicenceVerbSerializer(VersionSerializer):
    """What is done with the licence, and why."""

    verb = serializers.ChoiceField(choices=["suspend", "restore", "expire", "revoke"])
    reason = columns.text(limits.REASON)


class MineParts(Resource):
    """The parts of one mine."""

    @extend_schema(responses=MineStepSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def timeline(self, request: Request, pk: int) -> Response:
        """Read what happened to a mine, the latest first."""
        mine = mines.get_detailed(pk, self.user)
        return Response(MineStepSerializer(mine_timeline.entries(mine, self.user), many=True).data)

    @extend_schema(responses=MineDocumentSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None, parser_classes=[FileParser])
    def documents(self, request: Request, pk: int) -> Response:
        """List the documents kept with a mine."""
        mine = mines.get_detailed(pk, self.user)
        rows = mine.documents.filter(is_withdrawn=False).select_related("attachment")
        return Response(MineDocumentSerializer(rows, many=True).data)

    @extend_schema(request={"multipart/form-data": AddDocumentSerializer}, responses={201: MineDocumentSerializer})
    @documents.mapping.post
    def add_document(self, request: Request, pk: int) -> Response:
        """Keep a file with a mine; it waits for the virus check."""
        mine = mines.access_mine(pk, by=self.user)
        base.ensure(policies.policy.check(self.user, "manage_documents", mine))
        values = self.read(AddDocumentSerializer)
        made = mine_documents.add(pk, values.pop("file"), by=self.user, **values)
        return Response(MineDocumentSerializer(made).data, status=201)


class MineDocuments(Resource):
    """Documents kept with the mines in one's scope."""

    tag = "Mines"
    serializer_class = MineDocumentSerializer
    conflicting = ("content",)
    queryset = MineDocument.objects.none()
    pagination_class = None
    filter_backends: Any = ()

    @extend_schema(
        responses={
            (200, "*/*"): OpenApiResponse(OpenApiTypes.BINARY, description="The file's content."),
        },
    )
    @action(detail=True, renderer_classes=[*Resource.renderer_classes, AnyFile])
    def content(self, request: Request, pk: int) -> FileResponse:
        """Download a document of a mine."""
        row = MineDocument.objects.select_related("attachment").filter(pk=pk, is_withdrawn=False).first()
        if row is None:
            raise OutOfScope
        mines.get_detailed(row.mine_id, self.user)
        return attachments.download_response(row.attachment)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take a document off the mine's page; the file and its trail stay."""
        return Response(MineDocumentSerializer(mine_documents.withdraw(pk, by=self.user)).data)


class _PartResource(Resource):
    """A part of a mine by its key."""

    tag = "Mines"
    http_method_names = ["patch", "post"]
    pagination_class = None
    filter_backends: Any = ()

    def reach(self, model: Any, pk: int, action_name: str) -> None:
        """Refuse before the content is read, as the page does: 404 out of scope, 403 without the right."""
        row = model.objects.filter(pk=pk).first()
        if row is None:
            raise OutOfScope
        mine = mines.access_mine(row.right.mine_id if model is MiningLicence else row.mine_id, by=self.user)
        base.ensure(policies.policy.check(self.user, action_name, mine))

    def shown(self, row: Any) -> Response:
        """The part as it is now, with its version as the database counted it."""
        row.refresh_from_db(fields=["version"])
        return self.answer(self.get_serializer_class()(row).data, version=row.version)


class Rights(_PartResource):
    """Mining rights over the mines in one's scope."""

    serializer_class = shapes.RightSerializer
    queryset = MiningRight.objects.none()
    versioned = ("partial_update", "end")

    @extend_schema(request=ReviseRightSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct a registered right."""
        self.reach(MiningRight, pk, "manage_rights")
        values = named(self.seen_partial(ReviseRightSerializer))
        return self.shown(rights.revise(pk, by=self.user, **values))

    @extend_schema(request=EndRightSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        """End a registered right; its valid licence must have ended before."""
        self.reach(MiningRight, pk, "manage_rights")
        return self.shown(rights.end(pk, by=self.user, **self.seen(EndRightSerializer)))

    @extend_schema(request=LicenceEntrySerializer, responses={201: shapes.LicenceSerializer})
    @action(detail=True, methods=["post"])
    def licences(self, request: Request, pk: int) -> Response:
        """Issue a mining licence under a right."""
        self.reach(MiningRight, pk, "manage_licences")
        made = licences.issue(pk, by=self.user, **self.read(LicenceEntrySerializer))
        return Response(shapes.LicenceSerializer(made).data, status=201)


class Licences(_PartResource):
    """Mining licences over the mines in one's scope."""

    serializer_class = shapes.LicenceSerializer
    queryset = MiningLicence.objects.none()
    versioned = ("partial_update", "status")

    @extend_schema(request=ReviseLicenceSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct a mining licence."""
        self.reach(MiningLicence, pk, "manage_licences")
        return self.shown(licences.revise(pk, by=self.user, **self.seen_partial(ReviseLicenceSerializer)))

    @extend_schema(request=LicenceVerbSerializer)
    @action(detail=True, methods=["post"])
    def status(self, request: Request, pk: int) -> Response:
        """Suspend, restore, expire or revoke a mining licence."""
        self.reach(MiningLicence, pk, "manage_licences")
        values = self.seen(LicenceVerbSerializer)
        return self.shown(licences.change_status(pk, values.pop("verb"), by=self.user, **values))


def named(values: dict[str, Any]) -> dict[str, Any]:
    """The bodies that were named by key; every one that is not known is told at once."""
    faults: dict[str, list[Any]] = {}
    for name in ("holder", "authority"):
        if name not in values:
            continue
        found = Organisation.objects.filter(pk=values[name]).first()
        if found is None:
            faults[name] = [_("There is no organisation with this key.")]
        values[name] = found
    if faults:
        raise Incomplete(faults)
    return values
