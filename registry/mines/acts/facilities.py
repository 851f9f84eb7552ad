"""Entering a facility of a mine, revising it, taking it out of use."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from registry.audit.acts.ages import VERSION
from registry.mines.models import Facility
from registry.mines.policies import facilities as policies
from registry.mines.policies import mines
from registry.mines.services import facilities
from registry.web.acts.acts import Act, Acts
from registry.web.api.fields import STRICT, GeoJson
from registry.web.api.shared import SeenSerializer, VersionSerializer

_DUMP = {
    "kind": "dump", "code": "D1", "name_zh": "外排土场", "name_en": "External dump", "geometry": None,
    "height": "120.0", "angle": "24.0", "volume": "5600.00",
}  # fmt: skip


class FacilityInput(serializers.ModelSerializer[Facility]):
    """A place of a mine that plans and monitoring refer to; heights in m, angles in degrees, volumes in 10⁴ m³."""

    serializer_field_mapping = STRICT
    units = {"height": "m", "angle": "°", "volume": _("10⁴ m³")}
    geometry = GeoJson(
        label=_("Place (GeoJSON)"), required=False, allow_null=True, default=None,
        help_text=_("A Point or a Polygon in longitude and latitude (CGCS2000 or WGS 84)."),
        error_messages={"invalid": _("This is not GeoJSON: the text cannot be read as JSON.")},
    )  # fmt: skip

    class Meta:
        model = Facility
        fields: tuple[str, ...] = facilities.EDITABLE
        validators: tuple[Any, ...] = ()
        extra_kwargs = {
            "name_en": {"default": ""}, **{name: {"default": None} for name in ("height", "angle", "volume")},
        }  # fmt: skip


class ReviseFacilityInput(VersionSerializer, FacilityInput):
    """A facility as it is from now on: what is left out is empty then."""

    class Meta(FacilityInput.Meta):
        fields = (*facilities.EDITABLE, "version")


class EndFacilityInput(SeenSerializer):
    """The facility as it was seen."""


def _stands(facility: Facility) -> dict[str, Any]:
    known = {name: getattr(facility, name) for name in facilities.EDITABLE}
    return {**known, "geometry": json.dumps(facility.geometry) if facility.geometry else ""}


def _in_use(facility: Facility, user: Any, part: Any) -> bool:
    return facility.is_in_use


MINES = Acts(
    "mine",
    mines.policy,
    Act(
        "add-facility", _("New facility"), facilities.register, FacilityInput, _("The facility is registered."), _DUMP,
        about="Register a facility of the mine.", right="manage_facilities", makes=True,
        words={"facility.registered": _("Registered the facility")},
    ),
    home=lambda mine: reverse("registry:mine_facilities", args=[mine.pk]),
)  # fmt: skip
FACILITIES = Acts(
    "facility",
    policies.policy,
    Act(
        "revise", _("Edit the facility"), facilities.revise, ReviseFacilityInput, _("The facility is saved."),
        {**_DUMP, "height": "125.0", "version": 1}, about="Revise a facility in use.", right="manage",
        starts=_stands, offered=_in_use, words={"facility.revised": _("Revised the facility")},
    ),
    Act(
        "end", _("Take out of use"), facilities.end, EndFacilityInput, _("The facility is out of use."), {"version": 1},
        about="Take a facility out of use; what refers to it keeps referring to it.", right="manage", tone="bad",
        icon="circle-off", hint=_("What refers to it keeps referring to it; it cannot be put back."), offered=_in_use,
        words={"facility.ended": _("Took the facility out of use")},
    ),
    carries=VERSION,
    home=lambda facility: reverse("registry:mine_facilities", args=[facility.mine_id]),
)  # fmt: skip
