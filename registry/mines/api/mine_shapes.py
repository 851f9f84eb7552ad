"""Mines and what belongs to them, as the API answers and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from registry.base.models import limits
from registry.mines.models import Facility, Mine, MineHolder, MiningLicence, MiningRight
from registry.mines.services import boundaries, mines
from registry.regions.selectors import regions
from registry.scope.models import Region
from registry.web.api import columns
from registry.web.api.fields import STRICT, GeoJson
from registry.web.api.shared import MAX_KEY, OrganisationRefSerializer, RegionRefSerializer, Text, VersionSerializer

_REGION = {"code": "150621", "name_zh": "达拉特旗", "name_en": "Dalad Banner"}
_HOLDER = {"id": 9, "name_zh": "测试矿业有限公司", "name_en": "Test Mining Co., Ltd."}
_FACTS = {
    "name_zh": "测试煤矿",
    "name_en": "Test Coal Mine",
    "method": "underground",
    "mineral": "coal",
    "capacity": "1.2000",
    "depth": "260.0",
    "area": "16.9481",
    "opened_in": 2010,
    "gas_rating": "low",
    "water_class": "medium",
    "fire_class": "self_igniting",
    "is_rock_burst": False,
    "longitude": 110.01,
    "latitude": 40.01,
    "location_note": "",
    "source": "Test register",
    "source_url": "",
}
_SQUARE = [[[110.0, 40.0], [110.02, 40.0], [110.02, 40.02], [110.0, 40.02], [110.0, 40.0]]]
_BRIEF = {
    "id": 5,
    "identifier": "T00005",
    **_FACTS,
    "region": _REGION,
    "holder": _HOLDER,
    "holder_name": "测试矿业有限公司",
    "stage": "producing",
    "boundary_area": "3.7918",
    "risk_level": "",
    "risk_as_of": None,
    "is_simulated": True,
    "version": 4,
    "updated_at": "2026-11-20T08:00:00+08:00",
}


@extend_schema_field({"type": "string", "pattern": "^[1-9][0-9]{5}$"})
class RegionCode(serializers.Field[Any, Any, Any, Any]):
    """The lowest region that carries the code."""

    default_error_messages = {"invalid": _("Enter the six digits of a region in force.")}

    def to_internal_value(self, data: Any) -> Region:
        """The region, refused when no region in force has the code."""
        is_code = isinstance(data, str) and len(data) == 6 and data.isascii() and data.isdigit()
        found = regions.get_region(data) if is_code else None
        if found is None:
            self.fail("invalid")
        return found

    def to_representation(self, value: Region) -> str:
        """The code."""
        return value.code


@extend_schema_serializer(examples=[OpenApiExample("A producing mine", value=_BRIEF)])
class MineSerializer(serializers.ModelSerializer[Mine]):
    """A mine of the register; real rows carry their source, demonstration rows are marked."""

    region = RegionRefSerializer(read_only=True)
    holder = OrganisationRefSerializer(read_only=True, allow_null=True)
    risk_level = serializers.ChoiceField(choices=["", *Mine.RiskLevel.values], read_only=True)
    source_url = serializers.CharField(read_only=True, help_text="Empty where the source has no page.")

    class Meta:
        model = Mine
        fields: tuple[str, ...] = tuple(_BRIEF)
        read_only_fields = fields


class _Facts(serializers.ModelSerializer[Mine]):
    """What an officer may enter; the service checks it as a whole."""

    serializer_field_mapping = STRICT

    region = RegionCode(help_text="GB/T 2260 code.")

    class Meta:
        model = Mine
        fields: tuple[str, ...] = mines.EDITABLE


@extend_schema_serializer(
    component_name="MineRegistration",
    examples=[OpenApiExample("A new mine", value={"identifier": "T00005", "region": "150621", **_FACTS})],
)
class RegisterMineSerializer(_Facts):
    """A mine to enter into the register."""

    identifier = columns.text(limits.column(Mine, "identifier"))
    stage = serializers.ChoiceField(choices=Mine.Stage.choices, default=Mine.Stage.NEW)

    class Meta(_Facts.Meta):
        fields: tuple[str, ...] = ("identifier", "stage", *mines.EDITABLE)


@extend_schema_serializer(
    component_name="MineRevision",
    examples=[OpenApiExample("Another capacity", value={"capacity": "1.5000", "version": 4})],
)
class ReviseMineSerializer(VersionSerializer, _Facts):
    """What changes; fields that are not named stay as they are."""

    class Meta(_Facts.Meta):
        fields: tuple[str, ...] = (*mines.EDITABLE, "version")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "To production",
            value={
                "verb": "start_production",
                "reason": "竣工验收合格",
                "version": 4,
            },
        )
    ]
)
class StageSerializer(VersionSerializer):
    """A step in a mine's life and its reason."""

    verb = serializers.ChoiceField(choices=sorted(mines.STAGE_VERBS))
    reason = columns.text(limits.REASON)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A boundary",
            value={
                "boundary": {"type": "Polygon", "coordinates": _SQUARE},
                "boundary_area": "3.7918",
                "boundary_source": "Test survey",
                "registered_area": "3.8000",
                "differs": False,
                "version": 5,
            },
        )
    ]
)
class BoundarySerializer(serializers.Serializer[Any]):
    """The boundary of a mine, with its geodesic area beside the registered one (km²)."""

    boundary = GeoJson(allow_null=True)
    boundary_area = serializers.DecimalField(max_digits=10, decimal_places=4, allow_null=True)
    boundary_source = serializers.CharField(allow_blank=True)
    registered_area = serializers.DecimalField(max_digits=10, decimal_places=4, allow_null=True, source="area")
    differs = serializers.BooleanField(help_text="Whether the areas are farther apart than measuring explains.")
    version = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A square",
            value={"geojson": {"type": "Polygon", "coordinates": _SQUARE}, "source": "Test survey", "version": 4},
        )
    ]
)
class SetBoundarySerializer(VersionSerializer):
    """Either GeoJSON or corner points in a Gauss–Krüger zone."""

    geojson = GeoJson(required=False)
    corners = Text(
        required=False, allow_blank=True, default="", max_length=boundaries.CORNERS.max_length,
        help_text="One corner a line: number, X (northing), Y (easting) in metres; an empty line begins the next area.",
    )  # fmt: skip
    zone = columns.whole(boundaries.ZONE, required=False, allow_null=True, default=None)
    # DRF takes declared fields out of the class, so the member does not hide `Field.source`.
    source = columns.text(limits.column(Mine, "boundary_source"), required=True)  # type: ignore[assignment]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A dump",
            value={
                "id": 2,
                "kind": "dump",
                "code": "D1",
                "name_zh": "外排土场",
                "name_en": "External dump",
                "geometry": None,
                "height": "120.0",
                "angle": "24.0",
                "volume": "5600.00",
                "is_in_use": True,
                "version": 1,
            },
        )
    ]
)
class FacilitySerializer(serializers.ModelSerializer[Facility]):
    """A place of a mine that plans and monitoring refer to; heights in m, angles in degrees, volumes in 10⁴ m³."""

    serializer_field_mapping = STRICT
    geometry = GeoJson(required=False, allow_null=True)

    class Meta:
        model = Facility
        fields: tuple[str, ...] = (
            "id",
            "kind",
            "code",
            "name_zh",
            "name_en",
            "geometry",
            "height",
            "angle",
            "volume",
            "is_in_use",
            "version",
        )
        read_only_fields: tuple[str, ...] = ("id", "is_in_use", "version")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Valid",
            value={
                "id": 1,
                "number": "L1500002021000001",
                "issued_on": "2021-01-01",
                "valid_to": "2031-01-01",
                "capacity": "1.2000",
                "status": "valid",
                "holder": _HOLDER,
                "mineral": "coal",
                "method": "underground",
                "area": "16.9481",
                "basis": "",
                "version": 1,
            },
        )
    ]
)
class LicenceSerializer(serializers.ModelSerializer[MiningLicence]):
    """A permission to mine under a right, with the figures it was issued with."""

    holder = OrganisationRefSerializer(read_only=True, allow_null=True)
    mineral = serializers.ChoiceField(choices=[("", ""), *Mine.Mineral.choices], read_only=True)
    method = serializers.ChoiceField(choices=[("", ""), *Mine.Method.choices], read_only=True)

    class Meta:
        model = MiningLicence
        fields: tuple[str, ...] = (
            "id", "number", "issued_on", "valid_to", "capacity", "status", "holder", "mineral", "method", "area",
            "basis", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A right with its licence",
            value={
                "id": 3,
                "number": "C1500002020000001",
                "holder": _HOLDER,
                "authority": {"id": 12, "name_zh": "测试自然资源厅", "name_en": "Test Department"},
                "mineral": "coal",
                "area": "16.9481",
                "registered_on": "2020-03-01",
                "expires_on": "2050-03-01",
                "status": "registered",
                "licences": [
                    {
                        "id": 1,
                        "number": "L1500002021000001",
                        "issued_on": "2021-01-01",
                        "valid_to": "2031-01-01",
                        "capacity": "1.2000",
                        "status": "valid",
                        "holder": _HOLDER,
                        "mineral": "coal",
                        "method": "underground",
                        "area": "16.9481",
                        "basis": "协决〔2021〕3号",
                        "version": 1,
                    }
                ],
                "version": 1,
            },
        )
    ]
)
class RightSerializer(serializers.ModelSerializer[MiningRight]):
    """A registered mining right with the licences under it."""

    holder = OrganisationRefSerializer(read_only=True)
    authority = OrganisationRefSerializer(read_only=True)
    licences = LicenceSerializer(many=True, read_only=True)

    class Meta:
        model = MiningRight
        fields: tuple[str, ...] = (
            "id", "number", "holder", "authority", "mineral", "area", "registered_on", "expires_on", "status",
            "licences", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "The present holder",
            value={"organisation": _HOLDER, "valid_from": "2020-01-01", "valid_to": None, "reason": ""},
        )
    ]
)
class HoldingSerializer(serializers.ModelSerializer[MineHolder]):
    """Who held the mine from when to when."""

    organisation = OrganisationRefSerializer(read_only=True)

    class Meta:
        model = MineHolder
        fields: tuple[str, ...] = ("organisation", "valid_from", "valid_to", "reason")
        read_only_fields = fields


@extend_schema_serializer(
    examples=[
        OpenApiExample("A sale", value={"organisation": 10, "valid_from": "2026-11-01", "reason": "转让", "version": 4})
    ]
)
class TransferSerializer(VersionSerializer):
    """The next holder, from when, and why."""

    organisation = serializers.IntegerField(min_value=1, max_value=MAX_KEY)
    valid_from = serializers.DateField(required=False, allow_null=True, default=None)
    reason = columns.text(limits.column(MineHolder, "reason"), required=True)
