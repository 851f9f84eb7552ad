"""Meetings of the committee: called, opened, voted in, closed."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.api import meeting_shapes as shapes
from governance.filters.meetings import MeetingFilter
from governance.models import Meeting
from governance.policies.meetings import MeetingPolicy
from governance.selectors import meetings as selectors
from governance.services import agendas, meeting_votes, meetings
from registry.api.base import Resource
from registry.errors import OutOfScope


class Meetings(Resource):
    """Joint meetings and sittings of the committee."""

    tag = "Meetings"
    serializer_class = shapes.MeetingDetailSerializer
    filterset_class = MeetingFilter
    orders = {"-held": ("-held_at", "-id"), "held": ("held_at", "id")}
    queryset = Meeting.objects.none()
    versioned = ("open", "close")

    @extend_schema(responses=shapes.MeetingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List the meetings you see."""
        return self.page(selectors.listing(self.user), shapes.MeetingSerializer)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one meeting with attendance, agenda and minutes.

        A secret vote never tells who voted how; an open one tells its numbers to who has voted.
        """
        return self.shown(pk)

    @extend_schema(request=shapes.CallSerializer, responses={201: shapes.MeetingDetailSerializer})
    def create(self, request: Request) -> Response:
        """Call a meeting.

        The members of the committee and the heads of the departments that sit in the cases are invited.
        """
        values = self.read(shapes.CallSerializer)
        drafts = [
            agendas.Draft(
                conflict=row["conflict"], case=row["application"], check=row["check_code"], question=row["question"],
                settlement=row["settlement"], falls=row["falls"],
            )
            for row in values.pop("items")
        ]  # fmt: skip
        made = meetings.call(by=self.user, items=drafts, **values)
        return self.shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=shapes.OpenSerializer)
    @action(detail=True, methods=["post"], url_path="open", url_name="open")
    def open(self, request: Request, pk: int) -> Response:
        """Open the meeting: take the attendance and name the chair."""
        values = self.read(shapes.OpenSerializer)
        version = self.version(values.get("version"))
        meetings.open_sitting(pk, by=self.user, present=values["present"], chair_id=values["chair"], version=version)
        return self.shown(pk)

    @extend_schema(request=shapes.VoteSerializer)
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, pk: int) -> Response:
        """Vote once on an item, or stand aside.

        Who is concerned by the case can only stand aside. A vote cannot be changed.
        """
        values = self.read(shapes.VoteSerializer)
        self._require(pk, values["item"])
        item = values.pop("item")
        meeting_votes.vote(item, by=self.user, **values)
        return self.shown(pk)

    @extend_schema(request=shapes.CloseItemSerializer)
    @action(detail=True, methods=["post"], url_path="close-item")
    def close_item(self, request: Request, pk: int) -> Response:
        """Close an item: what was adopted takes effect at once."""
        values = self.read(shapes.CloseItemSerializer)
        self._require(pk, values["item"])
        meeting_votes.close_item(values["item"], by=self.user, text=values["text"], casting=values["casting"])
        return self.shown(pk)

    @extend_schema(request=shapes.CloseSerializer)
    @action(detail=True, methods=["post"], url_path="close", url_name="close")
    def close(self, request: Request, pk: int) -> Response:
        """Close the meeting with its minutes."""
        values = self.read(shapes.CloseSerializer)
        meetings.close(pk, by=self.user, minutes=values["minutes"], version=self.version(values.get("version")))
        return self.shown(pk)

    def _carry_out(self, request: Request, run: Callable[[], Any]) -> Any:
        """A vote keeps no fingerprint of its content, which would tell how somebody voted: it counts once anyway."""
        return run() if self.action == "vote" else super()._carry_out(request, run)

    def _require(self, pk: int, item: int) -> None:
        meeting = MeetingPolicy().access(self.user, pk)
        if not meeting.items.filter(pk=item).exists():
            raise OutOfScope

    def shown(self, pk: int, *, status: int = 200, **headers: str) -> Response:
        """The meeting as it is now, for this reader."""
        meeting = selectors.listing(self.user).filter(pk=pk).first()
        if meeting is None:
            raise OutOfScope
        meeting.shown_items = selectors.standings(meeting, self.user)  # type: ignore[attr-defined]
        data = shapes.MeetingDetailSerializer(meeting).data
        return self.answer(data, status=status, version=meeting.version, **headers)
