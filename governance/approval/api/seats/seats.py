"""Seats: a department's own people assign the officer, give the opinion and run its clock."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import case_shapes, shapes
from governance.approval.models import Seat
from governance.approval.policies.seats import SeatPolicy
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.clocks import clocks
from governance.approval.services.seats import opinions, seats
from registry.web.api.base import Resource


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Answered", value={**examples.SEAT, "application": {"id": 7, "number": "XZ-2026-00007", "title_zh": "测试",
                                                                "title_en": "Test"}, "clock": None}
        )
    ]
)  # fmt: skip
class SeatDetailSerializer(shapes.SeatSerializer):
    """A department in a round, with its application and its clock."""

    application = shapes.CaseRefSerializer(source="round.case", read_only=True)
    clock = shapes.ClockSerializer(read_only=True, allow_null=True)

    class Meta(shapes.SeatSerializer.Meta):
        fields: tuple[str, ...] = (*shapes.SeatSerializer.Meta.fields, "application", "clock")
        read_only_fields = fields


class Seats(Resource):
    """Departments in a review."""

    tag = "Seats"
    serializer_class = SeatDetailSerializer
    queryset = Seat.objects.none()
    pagination_class = None
    filter_backends: Any = ()
    versioned = ("opinion", "withdraw_opinion", "assign", "confirm", "acknowledge", "pause", "resume")

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one seat with its clock and its opinion."""
        return self.shown(pk)

    @extend_schema(request=case_shapes.AssignSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: int) -> Response:
        """Assign the officer who handles the matter; the head of the department does."""
        values = self.seen(case_shapes.AssignSerializer)
        seats.assign(pk, by=self.user, officer_id=values.pop("officer"), **values)
        return self.shown(pk)

    @extend_schema(request=case_shapes.GiveOpinionSerializer, responses={201: SeatDetailSerializer})
    @action(detail=True, methods=["post"])
    def opinion(self, request: Request, pk: int) -> Response:
        """Sign the department's opinion on the revision under review.

        It can never be changed. An objection of a department that decides or may veto stops the case; the last
        opinion completes the review. The colleague who comes second is told who was first.
        """
        values = self.seen(case_shapes.GiveOpinionSerializer)
        values["conditions"] = [opinions.Condition(**row) for row in values["conditions"]]
        opinions.give(pk, by=self.user, **values)
        return self.shown(pk, status=201)

    @extend_schema(request=case_shapes.WithdrawOpinionSerializer)
    @action(detail=True, methods=["post"], url_path="withdraw-opinion")
    def withdraw_opinion(self, request: Request, pk: int) -> Response:
        """Take the department's opinion back before the decision; it is kept, and the seat that follows is answered."""
        follower = opinions.withdraw(pk, by=self.user, **self.seen(case_shapes.WithdrawOpinionSerializer))
        return self.shown(follower.pk)

    @extend_schema(request=case_shapes.SeatConfirmSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """Confirm that the opinion on the earlier revision stands: the change does not touch the department."""
        seats.confirm(pk, by=self.user, **self.seen(case_shapes.SeatConfirmSerializer))
        return self.shown(pk)

    @extend_schema(request=case_shapes.AcknowledgeSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: int) -> Response:
        """Acknowledge decisions on the same mine that were signed since the submission."""
        values = self.seen(case_shapes.AcknowledgeSerializer)
        seats.acknowledge(pk, by=self.user, decision_ids=values.pop("decisions"), **values)
        return self.shown(pk)

    @extend_schema(request=case_shapes.SeatPauseSerializer)
    @action(detail=True, methods=["post"], url_path="clock/pause")
    def pause(self, request: Request, pk: int) -> Response:
        """Stop the clock of the department, not the work."""
        seat = SeatPolicy().access(self.user, pk)
        clocks.pause(seat.round.case_id, by=self.user, seat_id=pk, **self.seen(case_shapes.SeatPauseSerializer))
        return self.shown(pk)

    @extend_schema(request=case_shapes.SeatConfirmSerializer)
    @action(detail=True, methods=["post"], url_path="clock/resume")
    def resume(self, request: Request, pk: int) -> Response:
        """Start the clock of the department again."""
        seat = SeatPolicy().access(self.user, pk)
        clocks.resume(seat.round.case_id, by=self.user, seat_id=pk, **self.seen(case_shapes.SeatConfirmSerializer))
        return self.shown(pk)

    def pointer_to(self, name: str) -> str:
        """The decisions that are acknowledged alone have another name than beside an opinion."""
        is_alone = self.action == "acknowledge" and name == "acknowledged"
        return super().pointer_to("decisions" if is_alone else name)

    def shown(self, pk: int, *, status: int = 200) -> Response:
        """The seat as it is now."""
        seat = SeatPolicy().access(self.user, pk)
        case = seat.round.case
        seat.clock = readings.one(case, readings.Clock.SEAT, seat)  # type: ignore[attr-defined]
        return self.answer(SeatDetailSerializer(seat).data, status=status, version=seat.version)
