"""The form of the restoration plan."""

from django.utils.translation import gettext_lazy as _

from registry.forms.base import Section
from registry.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from restoration.models import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget
from restoration.services.plan_checks import REQUIRED

HECTARE = "hm²"
YEARS = _("years")


class PlanForm(SectionForm):
    """Period, present damage, targets and how land and water are kept."""

    table = REQUIRED
    units = {"maintenance_years": YEARS}
    sections = (
        Section("period", _("Period"), ("start_year", "end_year", "maintenance_years")),
        Section("aims", _("Present damage and targets"), ("baseline", "targets")),
        Section(
            "protection", _("Protection and participation"),
            ("topsoil", "groundwater", "tailings_measures", "participation"),
        ),
    )  # fmt: skip

    class Meta:
        model = RestorationPlan
        fields = (
            "start_year", "end_year", "maintenance_years", "baseline", "targets", "topsoil", "groundwater",
            "tailings_measures", "participation",
        )  # fmt: skip


class ZoneForm(RowForm):
    """A zone."""

    table = REQUIRED
    relation = "zones"
    units = {"area": HECTARE}
    spans = {
        "code": 2, "name": 4, "kind": 3, "area": 3, "use_before": 3, "use_after": 3, "technique": 6,
    }  # fmt: skip

    class Meta:
        model = RestorationZone
        fields = ("code", "name", "kind", "area", "use_before", "use_after", "technique")


class YearForm(RowForm):
    """A year."""

    table = REQUIRED
    relation = "years"
    units = {"disturbed": HECTARE, "restored": HECTARE}
    spans = {"year": 3, "disturbed": 4, "restored": 4}

    class Meta:
        model = YearTarget
        fields = ("year", "disturbed", "restored")


class MeasureForm(RowForm):
    """A measure."""

    table = REQUIRED
    relation = "measures"
    spans = {"zone_code": 2, "kind": 4, "quantity": 2, "unit": 2, "year": 2, "note": 12}

    class Meta:
        model = RestorationMeasure
        fields = ("zone_code", "kind", "quantity", "unit", "year", "note")


class PlanBundle(SectionBundle):
    """The plan with zones, years and measures."""

    form_class = PlanForm
    row_specs = (
        RowSpec(ZoneForm, _("Restoration zones"), _("Each zone is treated in one way; measures name it by its code.")),
        RowSpec(
            YearForm, _("Disturbance and restoration by year"), _("One row for each year of the period."), is_table=True
        ),
        RowSpec(MeasureForm, _("Restoration measures"), _("At least one measure for each zone.")),
    )
