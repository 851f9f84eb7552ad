"""Meetings of the committee: called, opened, voted in, closed."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.dossiers.documents import AnyFile
from governance.committee.api import meeting_act_shapes as asked
from governance.committee.api import meeting_shapes as shapes
from governance.committee.filters.meetings import MeetingFilter
from governance.committee.models import Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from governance.committee.services import agendas, meeting_changes, meeting_votes, meetings, minutes, postponing
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.web.api.base import Resource


class Meetings(Resource):
    """Joint meetings and sittings of the committee."""

    tag = "Meetings"
    serializer_class = shapes.MeetingDetailSerializer
    filterset_class = MeetingFilter
    orders = {"-held": ("-held_at", "-id"), "held": ("held_at", "id")}
    queryset = Meeting.objects.none()
    versioned = (
        "add_item", "remove_item", "reorder", "reschedule", "cancel", "attendance", "chair", "postpone_item", "open",
        "close_item", "close",
    )  # fmt: skip
    conflicting = ("minutes",)

    @extend_schema(responses=shapes.MeetingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List the meetings you see."""
        return self.page(selectors.listing(self.user), shapes.MeetingSerializer)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one meeting with attendance, agenda and minutes.

        A secret vote never tells who voted how; an open one tells its numbers to who has voted.
        """
        return self.shown(pk)

    @extend_schema(request=asked.CallSerializer, responses={201: shapes.MeetingDetailSerializer})
    def create(self, request: Request) -> Response:
        """Call a meeting.

        The members of the committee and the heads of the departments that sit in the cases are invited.
        """
        values = self.read(asked.CallSerializer)
        drafts = [_draft(row) for row in values.pop("items")]
        made = meetings.call(by=self.user, items=drafts, **values)
        return self.shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=asked.AddItemSerializer)
    @action(detail=True, methods=["post"], url_path="add-item")
    def add_item(self, request: Request, pk: int) -> Response:
        """Put one more question on the agenda of a planned meeting."""
        values = self.read(asked.AddItemSerializer)
        meetings.add_item(pk, _draft(values), by=self.user, version=self.version(values.get("version")))
        return self.shown(pk)

    @extend_schema(request=asked.RemoveItemSerializer)
    @action(detail=True, methods=["post"], url_path="remove-item")
    def remove_item(self, request: Request, pk: int) -> Response:
        """Take a question off the agenda of a planned meeting."""
        values = self.read(asked.RemoveItemSerializer)
        version = self.version(values.get("version"))
        meetings.remove_item(pk, by=self.user, item_id=values["item"], version=version)
        return self.shown(pk)

    @extend_schema(request=asked.OrderSerializer)
    @action(detail=True, methods=["post"])
    def reorder(self, request: Request, pk: int) -> Response:
        """Put the agenda of a planned meeting in another order: name every item once."""
        values = self.read(asked.OrderSerializer)
        meetings.reorder(pk, by=self.user, order=values["order"], version=self.version(values.get("version")))
        return self.shown(pk)

    @extend_schema(request=asked.RescheduleSerializer)
    @action(detail=True, methods=["post"])
    def reschedule(self, request: Request, pk: int) -> Response:
        """Hold a planned meeting at another time, venue or link; everybody invited is told why."""
        values = self.read(asked.RescheduleSerializer)
        version = self.version(values.pop("version", None))
        meeting_changes.reschedule(pk, by=self.user, version=version, **values)
        return self.shown(pk)

    @extend_schema(request=asked.CancelSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Cancel a meeting in which nobody has voted; its questions wait for another meeting."""
        values = self.read(asked.CancelSerializer)
        version = self.version(values.get("version"))
        meeting_changes.cancel(pk, by=self.user, reason=values["reason"], version=version)
        return self.shown(pk)

    @extend_schema(request=asked.AttendanceActSerializer)
    @action(detail=True, methods=["post"])
    def attendance(self, request: Request, pk: int) -> Response:
        """Note that somebody who was invited arrived late or left; the chair stays."""
        values = self.read(asked.AttendanceActSerializer)
        meetings.note_presence(
            pk,
            by=self.user,
            person_id=values["person"],
            is_present=values["is_present"],
            version=self.version(values.get("version")),
        )
        return self.shown(pk)

    @extend_schema(request=asked.ChairSerializer)
    @action(detail=True, methods=["post"])
    def chair(self, request: Request, pk: int) -> Response:
        """Let another member who is present take the chair of an open meeting."""
        values = self.read(asked.ChairSerializer)
        meeting_changes.name_chair(
            pk,
            by=self.user,
            person_id=values["person"],
            reason=values["reason"],
            version=self.version(values.get("version")),
        )
        return self.shown(pk)

    @extend_schema(request=asked.PostponeSerializer)
    @action(detail=True, methods=["post"], url_path="postpone-item")
    def postpone_item(self, request: Request, pk: int) -> Response:
        """Take an item to another meeting: one that is planned, or one that is called now.

        Not once a vote has begun with a quorum.
        """
        values = self.read(asked.PostponeSerializer)
        self._require(pk, values["item"])
        target, values["version"] = values.pop("meeting"), self.version(values.get("version"))
        postponing.postpone(values.pop("item"), by=self.user, meeting_id=target, **values)
        return self.shown(pk)

    @extend_schema(
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description="The minutes as PDF.")}
    )
    @action(detail=True, renderer_classes=[*Resource.renderer_classes, AnyFile])
    def minutes(self, request: Request, pk: int) -> FileResponse:
        """Download the minutes of a closed meeting: Chinese first, then the translation."""
        meeting = MeetingPolicy().access(self.user, pk)
        return attachments.download_response(minutes.render(meeting.pk))

    @extend_schema(request=asked.OpenSerializer)
    @action(detail=True, methods=["post"], url_path="open", url_name="open")
    def open(self, request: Request, pk: int) -> Response:
        """Open the meeting: take the attendance and name the chair."""
        values = self.read(asked.OpenSerializer)
        version = self.version(values.get("version"))
        meetings.open_sitting(pk, by=self.user, present=values["present"], chair_id=values["chair"], version=version)
        return self.shown(pk)

    @extend_schema(request=asked.VoteSerializer)
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, pk: int) -> Response:
        """Vote once on an item, or stand aside.

        Who is concerned by the case can only stand aside. A vote cannot be changed.
        """
        values = self.read(asked.VoteSerializer)
        self._require(pk, values["item"])
        item = values.pop("item")
        meeting_votes.vote(item, by=self.user, **values)
        return self.shown(pk)

    @extend_schema(request=asked.CloseItemSerializer)
    @action(detail=True, methods=["post"], url_path="close-item")
    def close_item(self, request: Request, pk: int) -> Response:
        """Close an item: what was adopted takes effect at once."""
        values = self.read(asked.CloseItemSerializer)
        self._require(pk, values["item"])
        meeting_votes.close_item(
            values["item"],
            by=self.user,
            text=values["text"],
            casting=values["casting"],
            version=self.version(values.get("version")),
        )
        return self.shown(pk)

    @extend_schema(request=asked.CloseSerializer)
    @action(detail=True, methods=["post"], url_path="close", url_name="close")
    def close(self, request: Request, pk: int) -> Response:
        """Close the meeting with its minutes."""
        values = self.read(asked.CloseSerializer)
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


def _draft(row: dict[str, Any]) -> agendas.Draft:
    return agendas.Draft(
        conflict=row["conflict"], case=row["application"], check=row["check_code"], question=row["question"],
        settlement=row["settlement"], falls=row["falls"],
    )  # fmt: skip
