"""The checks of an application as the API answers them, and what is sent to record a gate."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from governance.approval.models import CheckAgreement, CheckKind, CheckRecord, CheckState
from governance.approval.models.procedures import ProcedureCheck
from governance.approval.selectors.checks.checks import CheckRow
from governance.approval.services.checks import check_extras
from registry.base.models import limits
from registry.base.models.catalogues import Certainty
from registry.web.api import columns
from registry.web.api.shared import MAX_KEY, MAX_VERSION, OrganisationRefSerializer, PersonRefSerializer

RECORD = {
    "id": 31,
    "state": "pass",
    "happened_on": "2026-11-12",
    "text": "保函编号 2026-117，金额 1260 万元，已核对原件。",
    "organisation": {"id": 3, "name_zh": "测试自然资源局", "name_en": "Test natural resources"},
    "recorded_at": "2026-11-13T09:12:00+08:00",
    "has_file": True,
}
LIFT = {"reason": "影响轻微，已落实补偿措施。", "by": {"id": 8, "full_name": "郑远"}, "at": "2026-11-20T10:00:00+08:00"}
CHECK = {
    "code": "gate-security",
    "group": "gate",
    "name_zh": "治理恢复保证",
    "name_en": "Security in place",
    "source_zh": "《矿产资源法》第四十六条",
    "source_en": "Mineral Resources Law art. 46",
    "certainty": "verified",
    "state": "pass",
    "blocks": True,
    "blocking": False,
    "lifted_by": "",
    "lift": None,
    "evidence_zh": "测试自然资源局记录：保函已核对原件。",
    "evidence_en": "Recorded by Test natural resources: 保函已核对原件。",
    "data_date": "2026-11-12",
    "value": None,
    "unit": "",
    "area_ha": None,
    "distance_m": None,
    "recorded_by": "Natural resources or Finance",
    "record": RECORD,
    "version": 31,
}


@extend_schema_serializer(component_name="CheckRecord", examples=[OpenApiExample("A bond", value=RECORD)])
class CheckRecordSerializer(serializers.ModelSerializer[CheckRecord]):
    """What an officer recorded for a gate; the latest counts."""

    organisation = OrganisationRefSerializer(read_only=True)
    recorded_at = serializers.DateTimeField(source="at", read_only=True)
    has_file = serializers.SerializerMethodField(help_text="Whether a file proves it; the authorities can fetch it.")

    class Meta:
        model = CheckRecord
        fields: tuple[str, ...] = ("id", "state", "happened_on", "text", "organisation", "recorded_at", "has_file")
        read_only_fields = fields

    def get_has_file(self, record: CheckRecord) -> bool:
        """Whether there is a file."""
        return record.attachment_id is not None


class CheckLiftSerializer(serializers.Serializer[Any]):
    """The committee lifted the check on this revision."""

    reason = serializers.CharField()
    by = PersonRefSerializer()
    at = serializers.DateTimeField()


@extend_schema_serializer(component_name="Check", examples=[OpenApiExample("A gate", value=CHECK)])
class CheckSerializer(serializers.Serializer[CheckRow]):
    """One check on the present revision; `unknown` never counts as passed."""

    code = serializers.CharField()
    group = serializers.ChoiceField(choices=CheckKind.Group.choices)
    name_zh = serializers.CharField(source="kind.name_zh", default="")
    name_en = serializers.CharField(source="kind.name_en", default="")
    source_zh = serializers.CharField(source="kind.source_zh", default="", help_text="The law or other source.")
    source_en = serializers.CharField(source="kind.source_en", default="")
    certainty = serializers.ChoiceField(choices=Certainty.choices)
    state = serializers.ChoiceField(choices=CheckState.choices)
    blocks = serializers.BooleanField(help_text="Whether it can hold an approval back; otherwise it is advice.")
    blocking = serializers.BooleanField(source="is_blocking", help_text="Whether it holds an approval back now.")
    lifted_by = serializers.ChoiceField(choices=ProcedureCheck.LiftedBy.choices, help_text="Empty: nobody.")
    lift = serializers.SerializerMethodField()
    evidence_zh = serializers.CharField(source="result.evidence_zh", default="")
    evidence_en = serializers.CharField(source="result.evidence_en", default="")
    data_date = serializers.DateField(source="result.data_date", default=None, allow_null=True)
    value = serializers.DecimalField(18, 4, source="result.value", default=None, allow_null=True)
    unit = serializers.CharField(source="result.unit", default="")
    area_ha = serializers.DecimalField(14, 4, source="result.area", default=None, allow_null=True)
    distance_m = serializers.DecimalField(12, 1, source="result.distance", default=None, allow_null=True)
    recorded_by = serializers.SerializerMethodField(
        help_text="Who may record it, in the language of the request; empty for what is computed."
    )
    record = CheckRecordSerializer(allow_null=True)
    version = serializers.IntegerField(help_text="What a new record names: the key of the last one, 0 without one.")

    @extend_schema_field(CheckLiftSerializer(allow_null=True))
    def get_lift(self, row: CheckRow) -> Any:
        """The lift that counts."""
        return CheckLiftSerializer(row.lift).data if row.is_lifted else None

    def get_recorded_by(self, row: CheckRow) -> str:
        """The bodies that record it."""
        names: dict[str, str] = self.context["recorders"]
        return names.get(row.code, "")


@extend_schema_serializer(
    component_name="Checks",
    examples=[
        OpenApiExample("One gate", value={"revision": 1, "run_at": "2026-11-13T09:12:01+08:00", "version": 31,
                                          "blocking": [], "checks": [CHECK]})
    ],
)  # fmt: skip
class ChecksSerializer(serializers.Serializer[Any]):
    """All checks of an application on its present revision."""

    revision = serializers.IntegerField(source="revision.number", default=None, allow_null=True)
    run_at = serializers.DateTimeField(
        source="run.at", default=None, allow_null=True, help_text="Null while they were not run on this revision."
    )
    version = serializers.IntegerField(help_text="What another run names: the key of the last one, 0 without one.")
    blocking = serializers.SerializerMethodField(help_text="The codes that hold an approval back now.")
    checks = CheckSerializer(source="rows", many=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_blocking(self, found: Any) -> list[str]:
        """The codes of what blocks."""
        return [row.code for row in found.blocking]


@extend_schema_serializer(examples=[OpenApiExample("With the last run seen", value={"version": 31})])
class CheckVersionSerializer(serializers.Serializer[Any]):
    """The last run, or the last record of the gate, that the caller saw."""

    version = serializers.IntegerField(
        min_value=0, max_value=MAX_KEY, help_text="As answered; when it is no longer the present one the answer is 409."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A bond in place",
            value={
                "state": "pass",
                "happened_on": "2026-11-12",
                "text": "保函编号 2026-117，已核对原件。",
                "revision": 1,
                "version": 0,
            },
        )
    ]
)
class RecordSerializer(CheckVersionSerializer):
    """Whether a gate is passed, of which day, on what evidence; as a multipart form also with the file."""

    revision = serializers.IntegerField(min_value=1, max_value=MAX_VERSION, help_text="The revision that you saw.")
    state = serializers.ChoiceField(choices=[CheckState.PASS.value, CheckState.FAIL.value])
    happened_on = serializers.DateField(help_text="Not in the future.")
    text = columns.text(limits.column(CheckRecord, "text"), help_text="The evidence; the company reads it.")
    file = serializers.FileField(required=False, allow_empty_file=True, help_text="Its type is told by its content.")
    village_representatives = columns.text(check_extras.NAMES, help_text="Of a site visit: who came, one on each line.")
    experts = columns.text(check_extras.NAMES, help_text="Of a site visit: who came, one on each line.")
    authority = columns.text(
        limits.column(CheckAgreement, "authority"), required=False, help_text="Of an agreement: who agreed."
    )
    document_number = columns.text(
        limits.column(CheckAgreement, "document_number"),
        required=False,
        help_text="Of an agreement: the number of its document.",
    )


class DrawnSerializer(serializers.Serializer[Any]):
    """A shape with what was found there: `role` is boundary, feature, overlap or line."""

    type = serializers.ChoiceField(choices=["Feature"])
    geometry = serializers.DictField(help_text="GeoJSON geometry, longitude and latitude in CGCS2000.")
    properties = serializers.DictField(help_text="`role`, `code`, `kind`, `name`, `result`, `area_ha`, `distance_m`.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An overlap",
            value={
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "geometry": {"type": "Point", "coordinates": [110.01, 40.01]},
                        "properties": {
                            "role": "overlap",
                            "code": "spatial-red-line",
                            "kind": "ecological_red_line",
                            "name": "测试生态保护红线",
                            "result": "fail",
                            "area_ha": "3.2000",
                            "distance_m": None,
                        },
                    }
                ],
            },
        )
    ]
)
class CheckMapSerializer(serializers.Serializer[Any]):
    """A GeoJSON FeatureCollection."""

    type = serializers.ChoiceField(choices=["FeatureCollection"])
    features = DrawnSerializer(many=True)
