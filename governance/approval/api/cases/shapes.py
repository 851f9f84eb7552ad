"""Pieces of a case as the API answers them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from governance.approval.models import (
    Case,
    ConflictKind,
    CorrectionNotice,
    Decision,
    DecisionCondition,
    DossierRevision,
    Opinion,
    OpinionCondition,
    Seat,
)
from governance.approval.models.procedures import DayType
from governance.approval.selectors.cases import standing
from governance.approval.selectors.clocks.clocks import CaseClock
from registry.calendar.rules.clock import ClockState
from registry.mines.api import mine_refs
from registry.web.api.shared import OrganisationRefSerializer, PersonRefSerializer

MineRefSerializer = mine_refs.MineRefSerializer


class ProcedureRefSerializer(serializers.Serializer[Any]):
    """The procedure as the case froze it."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="Clock")
class ClockSerializer(serializers.Serializer[CaseClock]):
    """A statutory clock now; null values need a year whose working days are not announced yet."""

    clock = serializers.ChoiceField(choices=["intake", "decision", "seat"])
    seat = serializers.IntegerField(source="seat.pk", default=None, allow_null=True, help_text="Of a department.")
    state = serializers.ChoiceField(choices=[str(state) for state in ClockState], source="shown.state")
    level = serializers.ChoiceField(choices=["calm", "soon", "late", "paused", "done"])
    day_type = serializers.ChoiceField(choices=DayType.values, source="rule.day_type")
    days_allowed = serializers.IntegerField(source="shown.days_allowed")
    days_used = serializers.IntegerField(source="shown.days_used", allow_null=True)
    days_left = serializers.IntegerField(source="shown.days_left", allow_null=True)
    due = serializers.DateField(source="shown.due", allow_null=True)
    overdue = serializers.BooleanField(source="shown.overdue")
    not_yet_announced = serializers.BooleanField(source="shown.not_yet_announced")
    started_on = serializers.DateField(source="shown.started_on", allow_null=True)
    ended_on = serializers.DateField(source="shown.ended_on", allow_null=True)
    pause_reason = serializers.CharField(allow_blank=True)


class HolderSerializer(serializers.Serializer[Any]):
    """Who must act now, and what he must do (in the language of the request)."""

    organisation = OrganisationRefSerializer()
    task = serializers.CharField()
    seat = serializers.IntegerField(source="subject_key", allow_null=True)
    level = serializers.ChoiceField(choices=["calm", "soon", "late", "paused", "done"])
    since = serializers.DateTimeField(allow_null=True)
    due = serializers.DateField(allow_null=True)
    days_left = serializers.IntegerField(allow_null=True)
    why = serializers.CharField(allow_blank=True)


class OpinionConditionSerializer(serializers.ModelSerializer[OpinionCondition]):
    """What the company must do, and by when."""

    topic = serializers.CharField(
        source="topic.code", default="", read_only=True, help_text="Code of a known conflict."
    )

    side = serializers.ChoiceField(choices=[("", ""), *ConflictKind.Side.choices], read_only=True)

    class Meta:
        model = OpinionCondition
        fields: tuple[str, ...] = ("id", "text", "due_on", "evidence", "topic", "side")
        read_only_fields = fields


class GivenOpinionSerializer(serializers.ModelSerializer[Opinion]):
    """What a department said; it can never be changed."""

    revision = serializers.IntegerField(source="revision.number", read_only=True)
    conditions = OpinionConditionSerializer(many=True, read_only=True)

    class Meta:
        model = Opinion
        fields: tuple[str, ...] = (
            "id",
            "kind",
            "ground",
            "reasons",
            "conditions",
            "revision",
            "author_text",
            "made_at",
        )
        read_only_fields = fields


class SeatSerializer(serializers.ModelSerializer[Seat]):
    """A department in the round."""

    organisation = OrganisationRefSerializer(read_only=True)
    officer = PersonRefSerializer(read_only=True, allow_null=True)
    opinion = serializers.SerializerMethodField()

    class Meta:
        model = Seat
        fields: tuple[str, ...] = (
            "id", "organisation", "function", "power", "ground_zh", "ground_en", "sections", "days", "day_type",
            "silence", "officer", "state", "closed_at", "opinion", "carried_from", "confirmed_at",
            "version",
        )  # fmt: skip
        read_only_fields = fields

    sections = serializers.ListField(child=serializers.CharField(), read_only=True)

    @extend_schema_field(GivenOpinionSerializer(allow_null=True))
    def get_opinion(self, seat: Seat) -> Any:
        """The opinion, or null while there is none."""
        opinion = standing.opinion_of(seat)
        return GivenOpinionSerializer(opinion).data if opinion else None


class RevisionSerializer(serializers.ModelSerializer[DossierRevision]):
    """A frozen dossier; `content_hash` is the SHA-256 over all sections and the hashes of the files."""

    class Meta:
        model = DossierRevision
        fields: tuple[str, ...] = ("number", "frozen_at", "content_hash")
        read_only_fields = fields


class CorrectionItemSerializer(serializers.Serializer[Any]):
    """One thing that is missing."""

    section = serializers.CharField(allow_blank=True, help_text="Key of a section or code of a document; may be empty.")
    text = serializers.CharField()


class CorrectionSerializer(serializers.ModelSerializer[CorrectionNotice]):
    """Everything the applicant was asked to supply."""

    items = CorrectionItemSerializer(many=True, read_only=True)

    class Meta:
        model = CorrectionNotice
        fields: tuple[str, ...] = ("number", "items", "issued_at", "due_on")
        read_only_fields = fields


class DecisionConditionSerializer(serializers.ModelSerializer[DecisionCondition]):
    """An obligation of the holder."""

    class Meta:
        model = DecisionCondition
        fields: tuple[str, ...] = ("id", "text", "due_on")
        read_only_fields = fields


class CaseDecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision: proposed, returned or signed."""

    revision = serializers.IntegerField(source="revision.number", read_only=True)
    conditions = DecisionConditionSerializer(many=True, read_only=True)
    drafted_for = OrganisationRefSerializer(read_only=True)
    countersigned_for = OrganisationRefSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields: tuple[str, ...] = (
            "id", "outcome", "state", "reasons", "conditions", "revision", "drafted_for", "drafted_at",
            "countersigned_for", "countersigned_at", "return_reason", "document_number", "verification_code",
        )  # fmt: skip
        read_only_fields = fields


class SerialSerializer(serializers.Serializer[Any]):
    """The departments' days one after the other beside the days that really passed; null where unknown."""

    seat_days = serializers.IntegerField(allow_null=True)
    days_passed = serializers.IntegerField(allow_null=True)


class CaseRefSerializer(serializers.ModelSerializer[Case]):
    """An application by key, number and title."""

    class Meta:
        model = Case
        fields: tuple[str, ...] = ("id", "number", "title_zh", "title_en")
        read_only_fields = fields
