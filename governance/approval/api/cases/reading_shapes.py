"""What the page of a case shows beside its progress: story, choices, one revision; shapes of the answers."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from governance.approval.api.cases.shapes import CaseRefSerializer
from governance.approval.api.conflicts.conflicts import TopicSerializer
from governance.approval.api.dossiers.documents import SlotSerializer
from governance.approval.models import CheckState, Decision
from governance.approval.rules.indicators import indicator_words
from governance.approval.rules.indicators.indicator_evidence import Indicator, rounded
from governance.approval.selectors.cases import stories
from registry.audit.models import AuditEvent
from registry.audit.rules import audit_verbs
from registry.base.models.catalogues import Certainty
from registry.matters.models import PauseReason
from registry.web.api.shared import PersonRefSerializer

_STEP = {
    "verb": "opinions.give",
    "title": "Opinion given",
    "at": "2026-11-20T11:00:00+08:00",
    "by": "测试旗自然资源局 · 测试人员",
    "detail": "自然资源: Support with conditions",
    "sequence": 7,
    "hash": "ab" * 32,
}
_CASE = {"id": 4, "number": "XZ-2026-00004", "title_zh": "测试方案", "title_en": "Test plan"}


@extend_schema_serializer(component_name="StoryStep")
class StepSerializer(serializers.ModelSerializer[AuditEvent]):
    """One act of the audit trail, with its place in the chain of hashes."""

    title = serializers.SerializerMethodField(help_text="The act in the language of the request.")
    by = serializers.SerializerMethodField(help_text="The body and the person.")
    detail = serializers.SerializerMethodField(help_text="Reasons, or what was asked for; may be empty.")

    class Meta:
        model = AuditEvent
        fields: tuple[str, ...] = ("verb", "title", "at", "by", "detail", "sequence", "hash")
        read_only_fields = fields

    def get_title(self, event: AuditEvent) -> str:
        """The act in words."""
        return str(audit_verbs.text(event.verb))

    def get_by(self, event: AuditEvent) -> str:
        """Who did it."""
        return stories.author(event)

    def get_detail(self, event: AuditEvent) -> str:
        """What was said."""
        return stories.detail(event)


@extend_schema_serializer(examples=[OpenApiExample("One step", value={"is_whole": True, "steps": [_STEP]})])
class StorySerializer(serializers.Serializer[stories.Story]):
    """The story of an application, the latest act first; `is_whole` says that no act was changed or removed."""

    is_whole = serializers.BooleanField()
    steps = StepSerializer(source="events", many=True)


class PauseReasonSerializer(serializers.ModelSerializer[PauseReason]):
    """Why a clock may stop, with its legal basis."""

    class Meta:
        model = PauseReason
        fields: tuple[str, ...] = ("code", "name_zh", "name_en", "source_zh", "source_en", "certainty", "max_days")
        read_only_fields = fields


class LaterDecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision on the same mine that the department has not acknowledged."""

    application = CaseRefSerializer(source="case", read_only=True)

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ("id", "document_number", "outcome", "application")
        read_only_fields = fields


class OwedSerializer(serializers.Serializer[Any]):
    """A pending obligation that an amending decision carries over or ends."""

    id = serializers.IntegerField(source="pk")
    text = serializers.CharField()
    due_on = serializers.DateField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Of a department",
            value={
                "seat": 21,
                "outcomes": ["approve", "refuse"],
                "officers": [{"id": 14, "full_name": "测试人员"}],
                "pause_reasons": [
                    {
                        "code": "hearing",
                        "name_zh": "听证",
                        "name_en": "Hearing",
                        "source_zh": "《行政许可法》第四十五条",
                        "source_en": "Administrative Licensing Law art. 45",
                        "certainty": "verified",
                        "max_days": None,
                    }
                ],
                "topics": [
                    {
                        "code": "slope-flattening",
                        "name_zh": "边坡放缓",
                        "name_en": "Flattening of slopes",
                        "settlement_zh": "",
                        "settlement_en": "",
                        "certainty": "design",
                    }
                ],
                "later_decisions": [
                    {"id": 3, "document_number": "测协治审〔2026〕1号", "outcome": "approve", "application": _CASE}
                ],
                "obligations": [{"id": 41, "text": "补充监测井两口", "due_on": "2027-06-30"}],
            },
        )
    ]
)
class ChoicesSerializer(serializers.Serializer[Any]):
    """What the caller can choose from when acting on the application."""

    seat = serializers.IntegerField(allow_null=True, help_text="Key of the caller's seat, open or not.")
    outcomes = serializers.ListField(child=serializers.ChoiceField(choices=Decision.Outcome.choices))
    officers = PersonRefSerializer(many=True, help_text="Whom the head may assign.")
    pause_reasons = PauseReasonSerializer(many=True)
    topics = TopicSerializer(many=True, help_text="Known conflicts that a condition may touch.")
    later_decisions = LaterDecisionSerializer(many=True)
    obligations = OwedSerializer(many=True, help_text="What an amending decision must account for.")


@extend_schema_serializer(component_name="DossierChange")
class ChangeSerializer(serializers.Serializer[Any]):
    """One value that differs from the revision before; an empty side is a row that was added or removed."""

    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="DossierDifference")
class DifferenceSerializer(serializers.Serializer[Any]):
    """What changed in one section."""

    section = serializers.CharField()
    changes = ChangeSerializer(many=True)


class SectionWarningSerializer(serializers.Serializer[Any]):
    """What a reviewer should see in a section although it stops nothing."""

    section = serializers.CharField()
    messages = serializers.ListField(child=serializers.CharField())


class IndicatorSerializer(serializers.Serializer[Indicator]):
    """A co-indicator of the plan against its threshold; null where nothing can be computed or nothing counts."""

    code = serializers.CharField()
    name_zh = serializers.SerializerMethodField()
    name_en = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField(
        method_name="shown_value", help_text="Rounded to four places; the verdict is taken before."
    )
    unit = serializers.CharField(source="measure.unit")
    minimum = serializers.DecimalField(18, 4, source="limits.minimum", default=None, allow_null=True)
    maximum = serializers.DecimalField(18, 4, source="limits.maximum", default=None, allow_null=True)
    result = serializers.ChoiceField(choices=CheckState.choices)
    blocks = serializers.BooleanField(help_text="Whether this result stops an approval.")
    source_zh = serializers.CharField(source="limits.source_zh", default="")
    source_en = serializers.CharField(source="limits.source_en", default="")
    certainty = serializers.ChoiceField(choices=[("", ""), *Certainty.choices], source="limits.certainty", default="")

    def get_name_zh(self, found: Indicator) -> str:
        """The Chinese name."""
        return indicator_words.words(indicator_words.INDICATORS, found.code)[0]

    def get_name_en(self, found: Indicator) -> str:
        """The English name."""
        return indicator_words.words(indicator_words.INDICATORS, found.code)[1]

    def shown_value(self, found: Indicator) -> str | None:
        """The value as a decimal string."""
        return None if found.measure.value is None else str(rounded(found.measure.value))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The second revision",
            value={
                "number": 2,
                "before": 1,
                "frozen_at": "2026-12-01T10:00:00+08:00",
                "content_hash": "ab" * 32,
                "sections": ["mining", "restoration"],
                "differences": [
                    {"section": "mining", "changes": [{"label": "capacity", "before": "1.2", "after": "1.5"}]}
                ],
                "warnings": [],
                "indicators": [
                    {
                        "code": "slope-angle",
                        "name_zh": "最大边坡角",
                        "name_en": "Steepest slope angle",
                        "value": "42.0000",
                        "unit": "degree",
                        "minimum": None,
                        "maximum": "45.0000",
                        "result": "pass",
                        "blocks": False,
                        "source_zh": "",
                        "source_en": "",
                        "certainty": "design",
                    }
                ],
                "documents": [],
            },
        )
    ]
)
class RevisionDetailSerializer(serializers.Serializer[Any]):
    """One revision of the dossier: what it holds, and what differs from the one before. 0 is the draft."""

    number = serializers.IntegerField()
    before = serializers.IntegerField(allow_null=True, help_text="The revision that it is compared with.")
    frozen_at = serializers.DateTimeField(allow_null=True)
    content_hash = serializers.CharField(allow_blank=True)
    sections = serializers.ListField(child=serializers.CharField(), help_text="Read each with `?revision=`.")
    differences = DifferenceSerializer(many=True)
    warnings = SectionWarningSerializer(many=True)
    indicators = IndicatorSerializer(many=True)
    documents = SlotSerializer(many=True)
