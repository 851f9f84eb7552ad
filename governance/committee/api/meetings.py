"""Meetings of the committee: called, opened, voted in, closed."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.committee.acts.meetings import MEETINGS
from governance.committee.api import meeting_shapes as shapes
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from governance.committee.services import minutes
from governance.committee.tables.meetings import MEETINGS as MEETING_LIST
from registry.files.services import attachments
from registry.web.api.acts import ActsResource
from registry.web.api.base import Resource
from registry.web.api.listings import ListingResource
from registry.web.api.renderers import AnyFile


class Meetings(ListingResource, ActsResource, listing=MEETING_LIST, acts=MEETINGS, shape=shapes.MeetingSerializer):
    """Joint meetings and sittings of the committee."""

    serializer_class = shapes.MeetingDetailSerializer
    conflicting = ("minutes",)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one meeting with attendance, agenda and minutes.

        A secret vote never tells who voted how; an open one tells its numbers to who has voted.
        """
        return self.shown(pk)

    @extend_schema(
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The minutes as PDF.")}
    )
    @action(detail=True, renderer_classes=[*Resource.renderer_classes, AnyFile])
    def minutes(self, request: Request, pk: int) -> FileResponse:
        """Download the minutes of a closed meeting: Chinese first, then the translation."""
        meeting = MeetingPolicy().access(self.user, pk)
        return attachments.download_response(minutes.render(meeting.pk))

    def _carry_out(self, request: Request, run: Callable[[], Any]) -> Any:
        """A vote keeps no fingerprint of its content, which would tell how somebody voted: it counts once anyway."""
        return run() if self.action == "vote" else super()._carry_out(request, run)

    def shown(self, pk: Any, *, status: int = 200, **headers: str) -> Response:
        """The meeting as it is now, for this reader."""
        meeting = selectors.access(self.user, pk)
        meeting.shown_items = selectors.standings(meeting, self.user)  # type: ignore[attr-defined]
        data = shapes.MeetingDetailSerializer(meeting).data
        return self.answer(data, status=status, version=meeting.version, **headers)
