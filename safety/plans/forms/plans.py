"""The form of the safety plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.dossiers.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from registry.mines.models import Mine
from registry.web.forms.base import Section
from safety.plans.models import MonitoringItem, SafetyPlan, StructureDesign
from safety.plans.services.plan_checks import FACILITY_KIND, REQUIRED

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
        "kind": 6, "name": 11, "facility": 7, "height": 5, "angle": 5, "volume": 6, "safety_factor": 4,
        "required_factor": 4, "standard": 12, "freeboard": 6, "beach": 6, "shortfall_measures": 24,
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
    spans = {"kind": 6, "place": 7, "points": 3, "frequency": 5, "is_online": 3}

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
        RowSpec(
            MonitoringForm, _("Monitoring"), _("Open pits always watch surface displacement and video."), is_table=True
        ),
    )  # fmt: skip
