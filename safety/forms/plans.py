"""The form of the safety plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.base import Section
from registry.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from registry.models import Mine
from safety.models import MonitoringItem, SafetyPlan, StructureDesign
from safety.services.plan_checks import FACILITY_KIND, REQUIRED

METRE = "m"


class PlanForm(SectionForm):
    """Conditions, hazards and emergency."""

    table = REQUIRED
    wide = ("design_review",)
    sections = (
        Section("conditions", _("Conditions and hazards"), ("geology", "water_control", "main_hazards")),
        Section("response", _("Emergency and design review"), ("emergency", "design_review")),
    )

    class Meta:
        model = SafetyPlan
        fields = ("geology", "water_control", "main_hazards", "emergency", "design_review")


class StructureForm(RowForm):
    """A slope, dump or pond."""

    table = REQUIRED
    relation = "structures"
    units = {"height": METRE, "angle": "°", "volume": "10⁴ m³", "freeboard": METRE, "beach": METRE}
    spans = {
        "kind": 3, "name": 6, "facility": 3, "height": 2, "angle": 2, "volume": 3, "safety_factor": 2,
        "required_factor": 3, "standard": 6, "freeboard": 3, "beach": 3, "shortfall_measures": 12,
    }  # fmt: skip

    class Meta:
        model = StructureDesign
        fields = (
            "kind", "name", "facility", "height", "angle", "volume", "safety_factor", "required_factor", "standard",
            "freeboard", "beach", "shortfall_measures",
        )  # fmt: skip

    def __init__(self, *args: Any, mine: Mine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, mine=mine, **kwargs)
        facility = self.fields["facility"]
        assert isinstance(facility, forms.ModelChoiceField)
        if mine is not None:
            facility.queryset = mine.facilities.filter(kind__in=FACILITY_KIND.values())


class MonitoringForm(RowForm):
    """A monitoring item."""

    table = REQUIRED
    relation = "monitoring"
    spans = {"kind": 3, "place": 5, "points": 2, "frequency": 4, "is_online": 3}

    class Meta:
        model = MonitoringItem
        fields = ("kind", "place", "points", "frequency", "is_online")


class PlanBundle(SectionBundle):
    """The plan with structures and monitoring."""

    form_class = PlanForm
    row_specs = (
        RowSpec(
            StructureForm, _("Slopes, dumps and tailings ponds"),
            _("Where the factor of safety is below the required one, say what makes it good."),
        ),
        RowSpec(MonitoringForm, _("Monitoring"), _("Open pits always watch surface displacement and video.")),
    )  # fmt: skip
