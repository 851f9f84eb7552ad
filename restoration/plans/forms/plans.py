"""The form of the restoration plan."""

from django.utils.translation import gettext_lazy as _

from registry.dossiers.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from registry.web.forms.base import Section
from restoration.plans.models import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget
from restoration.plans.services.plan_checks import REQUIRED

HECTARE = "hm²"
YEARS = _("years")


class PlanForm(SectionForm):
    """Period, present damage, targets and how land and water are kept."""

    table = REQUIRED
    units = {
        "maintenance_years": YEARS, "topsoil_stripped": _("10⁴ m³"), "topsoil_stored": _("10⁴ m³"),
        "topsoil_required": _("10⁴ m³"), "topsoil_reused": _("10⁴ m³"),
    }  # fmt: skip
    sections = (
        Section("period", _("Period"), ("start_year", "end_year", "maintenance_years")),
        Section("aims", _("Present damage and targets"), ("baseline", "targets")),
        Section(
            "protection", _("Protection and participation"),
            (
                "topsoil", "topsoil_stripped", "topsoil_stored", "topsoil_required", "topsoil_reused", "groundwater",
                "tailings_measures", "participation",
            ),
        ),
    )  # fmt: skip

    class Meta:
        model = RestorationPlan
        fields = (
            "start_year", "end_year", "maintenance_years", "baseline", "targets", "topsoil",
            "topsoil_stripped", "topsoil_stored", "topsoil_required", "topsoil_reused", "groundwater",
            "tailings_measures", "participation",
        )  # fmt: skip


class ZoneForm(RowForm):
    """A zone."""

    table = REQUIRED
    relation = "zones"
    units = {"area": HECTARE}
    spans = {
        "code": 3, "name": 9, "kind": 7, "area": 5, "use_before": 5, "use_after": 5, "technique": 14,
    }  # fmt: skip

    class Meta:
        model = RestorationZone
        fields = ("code", "name", "kind", "area", "use_before", "use_after", "technique")


class YearForm(RowForm):
    """A year."""

    table = REQUIRED
    relation = "years"
    units = {"disturbed": HECTARE, "restored": HECTARE}
    spans = {"year": 5, "disturbed": 8, "restored": 8}

    class Meta:
        model = YearTarget
        fields = ("year", "disturbed", "restored")


class MeasureForm(RowForm):
    """A measure."""

    table = REQUIRED
    relation = "measures"
    spans = {"zone_code": 3, "kind": 6, "quantity": 5, "unit": 3, "year": 3, "note": 4}

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
        RowSpec(MeasureForm, _("Restoration measures"), _("At least one measure for each zone."), is_table=True),
    )
