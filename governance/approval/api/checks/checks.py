"""The checks of an application: read, run again, recorded."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.checks import check_shapes as shapes
from governance.approval.models import Case, CheckRecord
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.checks import CheckPolicy, recorder_names
from governance.approval.selectors.checks import checks as selectors
from governance.approval.selectors.checks import spatial_map
from governance.approval.services.checks import checks
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.scope.policies.base import ensure
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser, StrictJSONParser
from registry.web.api.renderers import AnyFile

#: The map of a mine whose boundary is not known.
EMPTY = {"type": "FeatureCollection", "features": []}


class Checks(Resource):
    """The checks of one application."""

    tag = "Applications"
    serializer_class = shapes.ChecksSerializer
    conflicting = ("run", "record", "content")
    queryset = Case.objects.none()
    pagination_class = None
    filter_backends: Any = ()

    @extend_schema(responses=shapes.ChecksSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Read every check before the decision.

        With its result on the present revision, evidence, law, and the committee's lift. What is unknown holds an
        approval back as what failed does.
        """
        return self._shown(pk)

    @extend_schema(request=shapes.CheckVersionSerializer, responses=shapes.ChecksSerializer)
    def run(self, request: Request, pk: int) -> Response:
        """Run all checks again and keep the results.

        For the committee's office, its intake clerk, and the departments that sit in the case.
        """
        checks.run(pk, by=self.user, **self.read(shapes.CheckVersionSerializer))
        return self._shown(pk)

    @extend_schema(
        request={"application/json": shapes.RecordSerializer, "multipart/form-data": shapes.RecordSerializer},
        responses=shapes.ChecksSerializer,
    )
    def record(self, request: Request, pk: int, code: str) -> Response:
        """Record a gate as passed or failed, and run the checks again.

        Each gate names the bodies that may record it. A record is never changed; a later one takes its place.
        """
        values = self.read(shapes.RecordSerializer)
        checks.record(pk, code, by=self.user, **values)
        return self._shown(pk)

    @extend_schema(
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, description="The file's content."),
        }
    )
    def content(self, request: Request, pk: int, record: int) -> FileResponse:
        """Download the file that proves a record; for the authorities only."""
        case = CasePolicy().access(self.user, pk)
        rows = CheckRecord.objects.filter(case=case, attachment__isnull=False).select_related("attachment")
        found = rows.filter(pk=record).first()
        if found is None or found.attachment is None:
            raise OutOfScope
        ensure(CheckPolicy().check(self.user, "read_evidence", found))
        return attachments.download_response(found.attachment)

    @extend_schema(responses=shapes.CheckMapSerializer)
    def drawn(self, request: Request, pk: int) -> Response:
        """Read what the spatial checks found as GeoJSON.

        The boundary of the mine, what lies in the way, overlaps with their hectares and the shortest lines with their
        metres; empty for a mine without a boundary.
        """
        case = CasePolicy().access(self.user, pk)
        found = selectors.latest(case)
        kept = [row.result for row in found.of(selectors.SPATIAL) if row.result]
        drawn = spatial_map.payload(case.mine, kept) if case.mine.boundary else {**EMPTY}
        return Response(shapes.CheckMapSerializer(drawn).data)

    def get_parsers(self) -> Any:
        """A record comes as JSON, or as a multipart form with its file."""
        is_record = getattr(self, "action_map", {}).get("post") == "record"
        return [StrictJSONParser(), FileParser()] if is_record else super().get_parsers()

    def get_renderers(self) -> Any:
        """A download has the type of its file."""
        found = super().get_renderers()
        return [*found, AnyFile()] if getattr(self, "action_map", {}).get("get") == "content" else found

    def _shown(self, pk: int) -> Response:
        case = CasePolicy().access(self.user, pk)
        recorders = {code: recorder_names(code) for code in checks.recorded_codes(case)}
        context = {**self.get_serializer_context(), "recorders": recorders}
        return Response(shapes.ChecksSerializer(selectors.latest(case), context=context).data)
