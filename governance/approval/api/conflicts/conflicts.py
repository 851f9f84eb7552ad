"""Conflicts between departments: read, argued, taken further and settled by agreement."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import shapes
from governance.approval.api.conflicts import conflict_examples as examples
from governance.approval.filters.conflicts import ConflictFilter
from governance.approval.models import Conflict, ConflictKind, ConflictSide, ConflictStep
from governance.approval.selectors.conflicts import conflicts as selectors
from governance.approval.services.conflicts import conflict_acts
from registry.base.models import limits
from registry.base.rules.errors import OutOfScope
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import MAX_KEY, OrganisationRefSerializer, VersionSerializer

WORDS = "理由充分，依据明确，写满十个字以上。"


class TopicSerializer(serializers.ModelSerializer[ConflictKind]):
    """A typical clash of safety and ecology, and how it is usually settled."""

    class Meta:
        model = ConflictKind
        fields: tuple[str, ...] = ("code", "name_zh", "name_en", "settlement_zh", "settlement_en", "certainty")
        read_only_fields = fields


class ConflictSideSerializer(serializers.ModelSerializer[ConflictSide]):
    """A department in the conflict, with the condition it stands on."""

    seat = serializers.IntegerField(source="seat_id", read_only=True)
    organisation = OrganisationRefSerializer(source="seat.organisation", read_only=True)
    condition = shapes.OpinionConditionSerializer(read_only=True, allow_null=True)
    side = serializers.ChoiceField(choices=[("", ""), *ConflictKind.Side.choices], read_only=True)

    class Meta:
        model = ConflictSide
        fields: tuple[str, ...] = ("id", "seat", "organisation", "side", "condition", "is_dropped")
        read_only_fields = fields


class ConflictStepSerializer(serializers.Serializer[selectors.Step]):
    """One recorded step; an option names the sides whose condition would fall."""

    kind = serializers.ChoiceField(choices=ConflictStep.Kind.choices, source="row.kind")
    level = serializers.ChoiceField(choices=Conflict.Level.choices, source="row.level")
    text = serializers.CharField(source="words.text", allow_blank=True)
    agrees = serializers.BooleanField(source="words.agrees")
    falls = serializers.ListField(child=serializers.IntegerField(), source="words.falls")
    organisation = OrganisationRefSerializer(source="row.organisation", allow_null=True)
    at = serializers.DateTimeField(source="row.at")


@extend_schema_serializer(examples=[examples.CONFLICT])
class ConflictSerializer(serializers.ModelSerializer[Conflict]):
    """A conflict as a list shows it."""

    application = shapes.CaseRefSerializer(source="case", read_only=True)
    topic = TopicSerializer(read_only=True, allow_null=True)
    owner = OrganisationRefSerializer(read_only=True)
    settlement = serializers.ChoiceField(choices=[("", ""), *Conflict.Settlement.choices], read_only=True)

    class Meta:
        model = Conflict
        fields: tuple[str, ...] = (
            "id", "application", "kind", "key", "topic", "level", "state", "owner", "due_on", "opened_at",
            "settlement", "settlement_text", "settled_at", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[examples.CONFLICT_DETAIL])
class ConflictDetailSerializer(ConflictSerializer):
    """A conflict with both sides and its history."""

    sides = ConflictSideSerializer(many=True, read_only=True)
    steps = ConflictStepSerializer(many=True, read_only=True, source="shown_steps")
    is_agreed = serializers.BooleanField(read_only=True, help_text="Whether all agreed to the last option.")

    class Meta(ConflictSerializer.Meta):
        fields: tuple[str, ...] = (*ConflictSerializer.Meta.fields, "sides", "steps", "is_agreed")
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Reasons", value={"text": WORDS, "agrees": False, "version": 2})])
class StateSerializer(VersionSerializer):
    """The reasons of a department; `agrees` says that it agrees to the last option."""

    text = columns.text(limits.column(ConflictStep, "text"), required=True)
    agrees = serializers.BooleanField(default=False)


@extend_schema_serializer(examples=[OpenApiExample("An option", value={"text": WORDS, "falls": [], "version": 2})])
class OptionSerializer(VersionSerializer):
    """How the conflict might be settled."""

    text = columns.text(limits.column(ConflictStep, "text"), required=True)
    falls: Any = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MAX_KEY),
        default=list,
        max_length=50,
        help_text="Keys of the sides whose condition would fall.",
    )


@extend_schema_serializer(examples=[OpenApiExample("A reason", value={"reason": WORDS, "version": 2})])
class RaiseSerializer(VersionSerializer):
    """Why the present level could not settle it."""

    reason = columns.text(limits.column(ConflictStep, "text"), required=True)


@extend_schema_serializer(examples=[OpenApiExample("A settlement", value={"text": WORDS, "version": 2})])
class SettleSerializer(VersionSerializer):
    """The text of the settlement."""

    text = columns.text(limits.column(ConflictStep, "text"), required=True)


class Conflicts(Resource):
    """Conflicts between departments; a company sees none of them."""

    tag = "Conflicts"
    serializer_class = ConflictDetailSerializer
    filterset_class = ConflictFilter
    orders = {"-opened": ("-opened_at", "-id"), "opened": ("opened_at", "id")}
    queryset = Conflict.objects.none()
    versioned = ("state", "option", "raise_level", "settle")

    @extend_schema(responses=ConflictSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List the conflicts you see."""
        return self.page(selectors.listing(self.user).defer("case__mine__boundary"), ConflictSerializer)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one conflict with both sides and its history."""
        return self.shown(pk)

    @extend_schema(request=StateSerializer)
    @action(detail=True, methods=["post"])
    def state(self, request: Request, pk: int) -> Response:
        """State the reasons of your department."""
        conflict_acts.state(pk, by=self.user, **self.seen(StateSerializer))
        return self.shown(pk)

    @extend_schema(request=OptionSerializer)
    @action(detail=True, methods=["post"])
    def option(self, request: Request, pk: int) -> Response:
        """Propose how to settle the conflict."""
        conflict_acts.propose_option(pk, by=self.user, **self.seen(OptionSerializer))
        return self.shown(pk)

    @extend_schema(request=RaiseSerializer)
    @action(detail=True, methods=["post"], url_path="raise")
    def raise_level(self, request: Request, pk: int) -> Response:
        """Take the conflict from the desk to a joint meeting, or from there to the committee."""
        conflict_acts.raise_level(pk, by=self.user, **self.seen(RaiseSerializer))
        return self.shown(pk)

    @extend_schema(request=SettleSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: int) -> Response:
        """Record the settlement to which all departments agreed, or that the objection stands."""
        conflict_acts.settle_desk(pk, by=self.user, **self.seen(SettleSerializer))
        return self.shown(pk)

    def shown(self, pk: int) -> Response:
        """The conflict as it is now."""
        conflict = selectors.listing(self.user).filter(pk=pk).first()
        if conflict is None:
            raise OutOfScope
        view = selectors.view(conflict)
        conflict.shown_steps = view.steps  # type: ignore[attr-defined]
        conflict.is_agreed = view.is_agreed  # type: ignore[attr-defined]
        return self.answer(ConflictDetailSerializer(conflict).data, version=conflict.version)
