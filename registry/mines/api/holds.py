"""Holds for other systems: read, and placed and lifted by hand."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.models import limits
from registry.mines.api.mine_refs import MineRefSerializer
from registry.mines.filters.holds import HoldFilter
from registry.mines.models import Hold
from registry.mines.policies import holds as policies
from registry.mines.policies import origins
from registry.mines.selectors import holds as selectors
from registry.mines.selectors import mines
from registry.mines.services import holds
from registry.scope.policies.base import ensure
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import MAX_KEY, OrganisationRefSerializer, VersionSerializer

REGION = {"code": "150621", "name_zh": "达拉特旗", "name_en": "Dalad Banner"}
_GIVEN = {
    "kind": "hazard",
    "blocks": ["approvals", "payments"],
    "facility": None,
    "until": None,
    "ground": "《安全生产法》第一百一十八条",
    "reason_zh": "北帮边坡位移加速，隐患未消除。",
    "reason_en": "The north wall moves faster; the hazard stands.",
}
_HOLD = {
    "id": 12,
    "mine": {"id": 5, "identifier": "T00005", "name_zh": "测试煤矿", "name_en": "Test Coal Mine", "region": REGION},
    **_GIVEN,
    "work_kind": "",
    "work_key": "",
    "spares_remedy": True,
    "source_kind": "registry.hand",
    "source_key": "0b5c1f6e2d3a4c5b8e7f9a0b1c2d3e4f",
    "origin": "Placed by hand",
    "authority": {"id": 14, "name_zh": "测试旗应急管理局", "name_en": "Test Banner Emergency Management"},
    "since": "2026-11-20",
    "placed_at": "2026-11-20T09:00:00+08:00",
    "state": "open",
    "is_standing": True,
    "closed_at": None,
    "lift_ground": "",
    "lift_reason": "",
    "version": 1,
}


@extend_schema_serializer(examples=[OpenApiExample("An open hazard", value=_HOLD)])
class HoldSerializer(serializers.ModelSerializer[Hold]):
    """A hold: what it stops on which mine, why, from which record, and how it ended.

    `state` is what is on record; `is_standing` says whether it stops anything today: its last day may have passed.
    """

    mine = MineRefSerializer(read_only=True)
    authority = OrganisationRefSerializer(read_only=True, allow_null=True)
    blocks = serializers.ListField(child=serializers.ChoiceField(choices=Hold.Thing.choices), read_only=True)
    is_standing = serializers.BooleanField(read_only=True)
    origin = serializers.SerializerMethodField(help_text="The kind of record, in the language of the request.")

    class Meta:
        model = Hold
        fields: tuple[str, ...] = tuple(_HOLD)
        read_only_fields = fields

    @extend_schema_field(str)
    def get_origin(self, hold: Hold) -> str:
        """The words of the source."""
        return origins.label(hold.source_kind)


@extend_schema_serializer(examples=[OpenApiExample("An open hazard", value={"mine": 5, **_GIVEN})])
class PlaceHoldSerializer(serializers.Serializer[Any]):
    """A hold on a mine, or on one of its facilities."""

    mine = serializers.IntegerField(min_value=1, max_value=MAX_KEY, help_text="Key of the mine.")
    kind = serializers.ChoiceField(choices=Hold.Kind.choices)
    facility = serializers.IntegerField(
        min_value=1, max_value=MAX_KEY, required=False, allow_null=True, help_text="Key of a facility of the mine."
    )
    blocks = serializers.ListField(
        child=serializers.ChoiceField(choices=Hold.Thing.choices), allow_empty=False, max_length=len(Hold.Thing)
    )
    until = serializers.DateField(required=False, allow_null=True, help_text="The last day; open-ended without.")
    ground = columns.text(limits.column(Hold, "ground"))
    reason_zh = columns.text(limits.column(Hold, "reason_zh"))
    reason_en = columns.text(limits.column(Hold, "reason_en"))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Put right",
            value={"ground": "《安全生产法》第四十一条", "reason": "隐患已经复查销号，边坡稳定。", "version": 1},
        )
    ]
)
class LiftHoldSerializer(VersionSerializer):
    """On what ground a hold is lifted, and why."""

    ground = columns.text(limits.column(Hold, "lift_ground"), required=True)
    reason = columns.text(limits.column(Hold, "lift_reason"), required=True)


class Holds(Resource):
    """The holds on the mines in one's scope; the public sees none."""

    tag = "Mines"
    serializer_class = HoldSerializer
    filterset_class = HoldFilter
    orders = selectors.ORDERS
    queryset = Hold.objects.none()
    versioned = ("lift",)

    def list(self, request: Request) -> Response:
        """List holds: offices those of their territory, a company those on the mines it holds."""
        return self.page(selectors.visible(self.user))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one hold."""
        return self._shown(pk)

    @extend_schema(request=PlaceHoldSerializer, responses={201: HoldSerializer})
    def create(self, request: Request) -> Response:
        """Place a hold by hand, as reviewer or head of a department that is responsible for its kind."""
        values = self.read(PlaceHoldSerializer)
        mine = mines.access_mine(values.pop("mine"), by=self.user)
        ensure(policies.policy.check_place(self.user, mine))
        made = holds.place_by_hand(mine.pk, by=self.user, **values)
        return self._shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=LiftHoldSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: int) -> Response:
        """Lift a hold that was placed by hand, as head of a department that is responsible for its kind."""
        ensure(policies.policy.check(self.user, "lift", policies.policy.access(self.user, pk, related=("mine",))))
        holds.lift_by_hand(pk, by=self.user, **self.seen(LiftHoldSerializer))
        return self._shown(pk)

    def _shown(self, pk: int, *, status: int = 200, **headers: str) -> Response:
        hold = policies.policy.access(self.user, pk, related=("mine__region", "facility", "authority"))
        return self.answer(HoldSerializer(hold).data, status=status, version=hold.version, **headers)
