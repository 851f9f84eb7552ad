"""Obligations: read, reported by the holder, verified by the department that set them."""

import calendar
import datetime as dt
import re
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
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
from governance.approval.filters.obligations import ObligationFilter
from registry.base.models import limits
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.matters.api.shapes import MatterRefSerializer
from registry.matters.models import Obligation, ObligationReport
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.selectors import obligations as selectors
from registry.matters.services import obligations
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser
from registry.web.api.renderers import AnyFile
from registry.web.api.shared import OrganisationRefSerializer, VersionSerializer
from registry.web.rules.problem_details import BadParameter

#: A month, and the list of what is overdue, hold no more.
MOST_OF_A_MONTH, MOST_LATE = 500, 200
_VALUE = {
    "id": 41,
    "text": "在排土场下游新增地下水监测井2口，数据接入平台。",
    "due_on": "2027-03-31",
    "evidence": "验收报告",
    "state": "open",
    "is_overdue": False,
    "mine": examples.BRIEF["mine"],
    "holder": examples.BRIEF["applicant"],
    "verifier": {"id": 5, "name_zh": "测试县生态环境局", "name_en": "Ecology Department of the test county"},
    "application": {
        "id": 7,
        "kind": "case",
        "number": "XZ-2026-00007",
        "title_zh": "测试方案",
        "title_en": "Test plan",
    },
    "document_number": "测协治审〔2026〕1号",
    "carried_from": None,
    "ended_reason": "",
    "closed_at": None,
    "is_simulated": True,
    "version": 1,
}
_REPORT = {
    "id": 9,
    "text": "监测井两口已建成并接入平台。",
    "at": "2027-03-01T10:00:00+08:00",
    "file": "验收报告.pdf",
    "verdict": "accepted",
    "verdict_text": "",
    "verified_at": "2027-03-05T15:00:00+08:00",
}


@extend_schema_serializer(examples=[OpenApiExample("Open", value=_VALUE)])
class ObligationSerializer(serializers.ModelSerializer[Obligation]):
    """What a holder must do by when, and who verifies it."""

    is_overdue = serializers.SerializerMethodField(help_text="Not met although its day is over.")
    mine = shapes.MineRefSerializer(read_only=True)
    holder = OrganisationRefSerializer(read_only=True)
    verifier = OrganisationRefSerializer(read_only=True)
    application = MatterRefSerializer(source="matter", read_only=True)
    document_number = serializers.CharField(source="source", read_only=True)
    carried_from = serializers.IntegerField(
        source="carried_from_id", read_only=True, allow_null=True, help_text="The obligation that this one goes on."
    )

    class Meta:
        model = Obligation
        fields: tuple[str, ...] = (
            "id", "text", "due_on", "evidence", "state", "is_overdue", "mine", "holder", "verifier", "application",
            "document_number", "carried_from", "ended_reason", "closed_at", "is_simulated", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_is_overdue(self, row: Obligation) -> bool:
        """Whether it is overdue today."""
        return selectors.is_overdue(row)


class ReportSerializer(serializers.ModelSerializer[ObligationReport]):
    """What the holder reported, and what the department answered."""

    file = serializers.CharField(source="attachment.name", default=None, allow_null=True, read_only=True)
    verdict = serializers.ChoiceField(choices=["", "accepted", "returned"], read_only=True, help_text="Empty: waits.")

    class Meta:
        model = ObligationReport
        fields: tuple[str, ...] = ("id", "text", "at", "file", "verdict", "verdict_text", "verified_at")
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Verified", value={**_VALUE, "reports": [_REPORT]})])
class ObligationDetailSerializer(ObligationSerializer):
    """An obligation with its reports, latest first."""

    reports = serializers.SerializerMethodField(help_text="With those of the obligations it was carried over from.")

    class Meta(ObligationSerializer.Meta):
        fields: tuple[str, ...] = (*ObligationSerializer.Meta.fields, "reports")
        read_only_fields = fields

    @extend_schema_field(ReportSerializer(many=True))
    def get_reports(self, row: Obligation) -> Any:
        """The reports of the whole line."""
        return ReportSerializer(selectors.reports(row, self.context["request"].user), many=True).data


class SendReportSerializer(VersionSerializer):
    """What was done, with a file that proves it."""

    text = columns.text(limits.column(ObligationReport, "text"))
    file = serializers.FileField(required=False, allow_empty_file=True)


@extend_schema_serializer(examples=[OpenApiExample("Accepted", value={"verdict": "accepted", "text": ""})])
class VerdictSerializer(VersionSerializer):
    """The verdict of the department; a return needs its reasons."""

    verdict = serializers.ChoiceField(choices=["accepted", "returned"])
    text = columns.text(limits.column(ObligationReport, "verdict_text"))


class DueDaySerializer(serializers.Serializer[Any]):
    """What is due on one day; the level is that of the most urgent."""

    day = serializers.DateField()
    level = serializers.ChoiceField(choices=["bad", "warn", "wait", "info", "ok", "muted"])
    obligations = ObligationSerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One due day",
            value={
                "month": "2027-03",
                "days": [{"day": "2027-03-31", "level": "wait", "obligations": [_VALUE]}],
                "overdue": [],
            },
        )
    ]
)
class MonthSerializer(serializers.Serializer[Any]):
    """The days of one month on which something is due, and what is overdue already (the first few)."""

    month = serializers.CharField(help_text="As 2027-03.")
    days = DueDaySerializer(many=True)
    overdue = ObligationSerializer(many=True)


class Obligations(Resource):
    """Obligations in one's scope."""

    tag = "Obligations"
    serializer_class = ObligationSerializer
    filterset_class = ObligationFilter
    orders = {"due": ("due_on", "id"), "-due": ("-due_on", "-id")}
    versioned = ("report", "verify")
    conflicting = ("proof",)
    queryset = Obligation.objects.none()

    def list(self, request: Request) -> Response:
        """List obligations, the next due first.

        A company sees its own, the bodies of a territory those of its mines.
        """
        return self.page(selectors.listing(self.user))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one obligation with its reports."""
        return self.shown(pk)

    @extend_schema(request={"multipart/form-data": SendReportSerializer}, responses={201: ObligationDetailSerializer})
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: int) -> Response:
        """Report the obligation as done.

        The department that set it is asked to verify it.
        """
        ObligationPolicy().access(self.user, pk)
        values = self.read(SendReportSerializer)
        values["version"] = self.version(values.get("version"))
        obligations.report(pk, by=self.user, **values)
        return self.shown(pk, status=201)

    @extend_schema(request=VerdictSerializer, responses=ObligationDetailSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: int) -> Response:
        """Accept the report or return it with reasons.

        Who reported never verifies.
        """
        values = self.read(VerdictSerializer)
        values["version"] = self.version(values.get("version"))
        obligations.verify(pk, by=self.user, **values)
        return self.shown(pk)

    @extend_schema(
        responses=MonthSerializer,
        filters=False,
        parameters=[
            OpenApiParameter("month", {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"},
                             description="As 2027-03; this month when none is named."),
        ],
    )  # fmt: skip
    @action(detail=False, pagination_class=None, filterset_class=None)
    def calendar(self, request: Request) -> Response:
        """Read the calendar of one month: what is due on which day, and what is overdue already."""
        first = _month(request.query_params.get("month"))
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        rows = selectors.due_between(selectors.listing(self.user), first, last)[:MOST_OF_A_MONTH]
        days: dict[dt.date, list[Obligation]] = {}
        for row in rows:
            days.setdefault(row.due_on, []).append(row)
        late = selectors.overdue(selectors.listing(self.user)).order_by("due_on", "pk")[:MOST_LATE]
        found = {
            "month": f"{first:%Y-%m}",
            "days": [{"day": day, "level": _level(held), "obligations": held} for day, held in days.items()],
            "overdue": list(late),
        }
        return Response(MonthSerializer(found).data)

    @extend_schema(
        filters=False,
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description="The file's content."),
        },
    )
    @action(
        detail=True,
        url_path="reports/<int:report>/content",
        filterset_class=None,
        renderer_classes=[*Resource.renderer_classes, AnyFile],
    )
    def proof(self, request: Request, pk: int, report: int) -> FileResponse:
        """Download the file that proves a report."""
        obligation = ObligationPolicy().access(self.user, pk)
        rows = selectors.reports(obligation, self.user)
        found = next((row for row in rows if row.pk == report and row.attachment), None)
        if found is None or found.attachment is None:
            raise OutOfScope
        return attachments.download_response(found.attachment)

    def shown(self, pk: int, *, status: int = 200) -> Response:
        """The obligation as it is now."""
        row = selectors.listing(self.user).filter(pk=pk).first()
        if row is None:
            raise OutOfScope
        data = ObligationDetailSerializer(row, context=self.get_serializer_context()).data
        return self.answer(data, status=status, version=row.version)

    def get_parsers(self) -> Any:
        """A report comes as a multipart form, everything else as JSON."""
        if getattr(self, "action_map", {}).get("post") == "report":
            return [FileParser()]
        return list(super().get_parsers())


def _month(text: str | None) -> dt.date:
    """The first day of the month that was asked for."""
    if text is None:
        return timezone.localdate().replace(day=1)
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise BadParameter({"month": [_("Give a month as YYYY-MM.")]})
    return dt.date(int(text[:4]), int(text[5:]), 1)


def _level(rows: list[Obligation]) -> str:
    """The most urgent tone of a day."""
    tones = [selectors.level(row) for row in rows]
    return next((tone for tone in ("bad", "warn", "wait", "info", "ok") if tone in tones), "muted")
