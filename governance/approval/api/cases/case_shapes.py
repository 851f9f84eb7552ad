"""An application as the API answers it, and what is sent to act on it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.api.decisions import effect_shapes
from governance.approval.models import (
    Case,
    ConflictKind,
    CorrectionNotice,
    Decision,
    ObligationChoice,
    Opinion,
    OpinionCondition,
    Seat,
)
from governance.approval.models.cases import CORRECTION_ITEM, CORRECTION_PLACE
from governance.approval.selectors.cases.cases import Overview
from governance.approval.selectors.clocks.clocks import counterfactual
from registry.base.models import limits
from registry.matters.models import ClockEvent, Matter, PauseReason
from registry.web.api import columns
from registry.web.api.shared import MAX_KEY, MAX_VERSION, OrganisationRefSerializer, Text, VersionSerializer


@extend_schema_serializer(examples=[examples.CASE])
class CaseSerializer(serializers.ModelSerializer[Case]):
    """An application as a list shows it, with its clocks."""

    procedure = shapes.ProcedureRefSerializer(source="frozen", read_only=True)
    mine = shapes.MineRefSerializer(read_only=True)
    applicant = OrganisationRefSerializer(read_only=True)
    office = OrganisationRefSerializer(read_only=True)
    clocks = shapes.ClockSerializer(many=True, read_only=True)
    relation = serializers.ChoiceField(choices=[("", ""), *Case.Relation.choices], read_only=True)
    scope = serializers.ChoiceField(choices=[("", ""), *Case.Scope.choices], read_only=True)

    class Meta:
        model = Case
        fields: tuple[str, ...] = (
            "id", "number", "title_zh", "title_en", "state", "procedure", "mine", "region_code", "applicant", "office",
            "parent", "relation", "scope", "receipt_number",
            "created_at", "submitted_at", "accepted_at", "decided_at", "corrections_asked", "closing_reason",
            "is_simulated", "clocks", "version", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[examples.CASE_DETAIL])
class CaseDetailSerializer(CaseSerializer):
    """An application with everything about its progress."""

    holders = serializers.SerializerMethodField(help_text="Who must act now; empty only when the case has ended.")
    round = serializers.SerializerMethodField(help_text="The number of the last round of review.")
    seats = serializers.SerializerMethodField(help_text="The departments of the last round.")
    decision = serializers.SerializerMethodField(help_text="The signed decision.")
    proposal = serializers.SerializerMethodField(help_text="The decision that waits for its second signature.")
    revisions = shapes.RevisionSerializer(many=True, read_only=True)
    corrections = shapes.CorrectionSerializer(many=True, read_only=True)
    serial = serializers.SerializerMethodField(help_text="What joint review saved, measured on this case.")
    effects = serializers.SerializerMethodField(
        help_text="What the approval changes outside the application: planned for who reads the proposal, then done."
    )

    class Meta(CaseSerializer.Meta):
        fields: tuple[str, ...] = (
            *CaseSerializer.Meta.fields, "holders", "round", "seats", "decision", "proposal", "revisions",
            "corrections", "serial", "effects",
        )  # fmt: skip
        read_only_fields = fields

    @property
    def view(self) -> Overview:
        """What was read of the case."""
        overview: Overview = self.context["overview"]
        return overview

    @extend_schema_field(shapes.HolderSerializer(many=True))
    def get_holders(self, case: Case) -> Any:
        """Who must act now."""
        return shapes.HolderSerializer(self.view.holders, many=True).data

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_round(self, case: Case) -> int | None:
        """The number of the last round."""
        return self.view.round.number if self.view.round else None

    @extend_schema_field(shapes.SeatSerializer(many=True))
    def get_seats(self, case: Case) -> Any:
        """The departments of the last round."""
        return shapes.SeatSerializer([lane.seat for lane in self.view.lanes], many=True).data

    @extend_schema_field(shapes.CaseDecisionSerializer(allow_null=True))
    def get_decision(self, case: Case) -> Any:
        """The signed decision."""
        return shapes.CaseDecisionSerializer(self.view.decision).data if self.view.decision else None

    @extend_schema_field(shapes.CaseDecisionSerializer(allow_null=True))
    def get_proposal(self, case: Case) -> Any:
        """The proposal."""
        return shapes.CaseDecisionSerializer(self.view.proposal).data if self.view.proposal else None

    @extend_schema_field(shapes.SerialSerializer(allow_null=True))
    def get_serial(self, case: Case) -> Any:
        """The comparison, once there are seats."""
        if not self.view.lanes:
            return None
        return shapes.SerialSerializer(counterfactual(case, self.view.clocks)).data

    @extend_schema_field(effect_shapes.EffectSerializer(many=True))
    def get_effects(self, case: Case) -> Any:
        """What was or will be changed."""
        return effect_shapes.of(case, self.view.proposal)


@extend_schema_serializer(examples=[examples.OPEN])
class OpenCaseSerializer(serializers.Serializer[Any]):
    """What opens an application."""

    mine = serializers.IntegerField(min_value=1, max_value=MAX_KEY, help_text="A mine that your company holds.")
    procedure = serializers.SlugField(max_length=40, help_text="Code of a procedure in force.")
    title_zh = columns.text(
        limits.column(Matter, "title_zh"), required=False, help_text="Left empty, it is made from the name of the mine."
    )
    title_en = columns.text(limits.column(Matter, "title_en"))


@extend_schema_serializer(examples=[examples.VERSION])
class ActSerializer(VersionSerializer):
    """An act that needs no words."""


@extend_schema_serializer(examples=[examples.REASON])
class ReasonSerializer(VersionSerializer):
    """An act with its reason."""

    reason = columns.text(limits.column(Case, "closing_reason"), required=True)


@extend_schema_serializer(examples=[examples.REASON])
class ReturnSerializer(VersionSerializer):
    """Why a proposal goes back to the office."""

    reason = columns.text(limits.column(Decision, "return_reason"), required=True)


class SeatActSerializer(VersionSerializer):
    """An act of a department: `version` is that of its seat."""

    revision = serializers.IntegerField(
        min_value=1, max_value=MAX_VERSION, help_text="The number of the dossier's revision that you saw under review."
    )


@extend_schema_serializer(examples=[examples.SEAT_ACT])
class SeatConfirmSerializer(SeatActSerializer):
    """An act of a department that needs no words."""


@extend_schema_serializer(examples=[examples.SEAT_REASON])
class WithdrawOpinionSerializer(SeatActSerializer):
    """Why a department takes its opinion back."""

    reason = columns.text(limits.column(Seat, "withdrawn_reason"), required=True)


class MissingItemSerializer(serializers.Serializer[Any]):
    """One thing that is missing."""

    section = columns.text(CORRECTION_PLACE, help_text="Key or document code.")
    text = columns.text(CORRECTION_ITEM)


@extend_schema_serializer(examples=[examples.CORRECTIONS])
class AskCorrectionsSerializer(VersionSerializer):
    """Everything that is missing, at once."""

    items: Any = serializers.ListSerializer(
        child=MissingItemSerializer(), allow_empty=False, max_length=CorrectionNotice.MOST_ITEMS
    )
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class ObligationWishSerializer(serializers.Serializer[Any]):
    """What an amendment does with a pending obligation: carry it over, or end it with a reason."""

    obligation = serializers.IntegerField(min_value=1, max_value=MAX_KEY)
    is_carried = serializers.BooleanField(default=True)
    reason = columns.text(limits.column(ObligationChoice, "reason"))


@extend_schema_serializer(examples=[examples.PROPOSE])
class ProposeSerializer(VersionSerializer):
    """The draft of a decision; `licence` only where an approval issues one."""

    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    reasons = columns.text(limits.column(Decision, "reasons"))
    obligations: Any = serializers.ListSerializer(
        child=ObligationWishSerializer(), required=False, default=list, max_length=200
    )
    licence = effect_shapes.LicenceWishSerializer(required=False, allow_null=True, default=None)


@extend_schema_serializer(examples=[examples.ASSIGN])
class AssignSerializer(SeatActSerializer):
    """The officer who handles the matter."""

    officer = serializers.IntegerField(
        min_value=1, max_value=MAX_KEY, help_text="A reviewer or head of the department."
    )


class ConditionSerializer(serializers.Serializer[Any]):
    """A condition: what the company must do, and by when."""

    text = columns.text(limits.column(OpinionCondition, "text"))
    due_on = serializers.DateField(help_text="A day in the future.")
    evidence = columns.text(limits.column(OpinionCondition, "evidence"), help_text="What will prove it.")
    topic = Text(max_length=40, allow_blank=True, default="", help_text="Code of a known conflict that it touches.")
    side = serializers.ChoiceField(choices=["", *ConflictKind.Side.values], default="", help_text="Its side there.")


@extend_schema_serializer(examples=[examples.OPINION])
class GiveOpinionSerializer(SeatActSerializer):
    """A department's opinion; an objection names its ground and gives reasons of 10 characters or more."""

    kind = serializers.ChoiceField(choices=Opinion.Kind.choices)
    ground = columns.text(limits.column(Opinion, "ground"))
    reasons = columns.text(limits.column(Opinion, "reasons"))
    conditions: Any = serializers.ListSerializer(
        child=ConditionSerializer(), required=False, default=list, max_length=Opinion.MOST_CONDITIONS
    )
    acknowledged: Any = serializers.ListSerializer(
        child=serializers.IntegerField(min_value=1, max_value=MAX_KEY),
        required=False,
        default=list,
        max_length=100,
        help_text="Keys of decisions on the same mine, signed since the submission, that the department has seen.",
    )


@extend_schema_serializer(examples=[examples.ACKNOWLEDGE])
class AcknowledgeSerializer(SeatActSerializer):
    """Decisions on the same mine that the department has seen."""

    decisions: Any = serializers.ListSerializer(
        child=serializers.IntegerField(min_value=1, max_value=MAX_KEY), allow_empty=False, max_length=100
    )


@extend_schema_serializer(examples=[examples.PAUSE])
class PauseSerializer(VersionSerializer):
    """Why the clock stops, on which legal basis, for how long, the written notice, and who told the applicant."""

    reason_code = columns.text(limits.column(PauseReason, "code"), help_text="Code of a reason of the list.")
    reason = columns.text(limits.column(ClockEvent, "reason"), required=True)
    legal_basis = columns.text(
        limits.column(ClockEvent, "legal_basis"), help_text="Empty: the one of the reason of the list."
    )
    notice = columns.text(
        limits.column(ClockEvent, "notice"), required=True, help_text="The written notice to the applicant (art. 45)."
    )
    expected_days = columns.whole(limits.column(ClockEvent, "expected_days"), help_text="Calendar days.")
    told_by = columns.text(limits.column(ClockEvent, "told_by"), required=True)


@extend_schema_serializer(examples=[examples.SEAT_PAUSE])
class SeatPauseSerializer(SeatActSerializer, PauseSerializer):
    """Why the clock of the department stops, on which legal basis, and who told the applicant."""


@extend_schema_serializer(examples=[examples.EXTEND])
class ExtendSerializer(VersionSerializer):
    """Why the period is extended, and on which legal basis."""

    reason = columns.text(limits.column(ClockEvent, "reason"), required=True)
    legal_basis = columns.text(limits.column(ClockEvent, "legal_basis"), required=True)


class MissingSerializer(serializers.Serializer[Any]):
    """One thing that stands between the draft and its submission."""

    section = serializers.CharField(help_text="Key of the section, or `documents`.")
    field = serializers.CharField(help_text="Name of the field, of the rows or of one cell (`rows-0-field`).")
    messages = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(examples=[examples.COMPLETENESS])
class CompletenessSerializer(serializers.Serializer[Any]):
    """Whether the draft can be submitted; warnings do not stop it."""

    complete = serializers.BooleanField()
    missing = MissingSerializer(many=True)
    warnings = MissingSerializer(many=True)
