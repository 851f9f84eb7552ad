"""The form of the acceptance report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.dossiers.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from registry.web.forms.base import Section
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.acceptances.services.acceptance_checks import REQUIRED

HECTARE = "hm²"


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReportForm(SectionForm):
    """Scope and period, results, upkeep and participation."""

    table = REQUIRED
    sections = (
        Section("scope", _("Scope and period"), ("scope", "period_from", "period_to")),
        Section("results", _("Works and results"), ("summary", "monitoring", "problems")),
        Section("upkeep", _("Maintenance and participation"), ("maintenance", "participation")),
    )

    class Meta:
        model = AcceptanceReport
        fields = (
            "scope", "period_from", "period_to", "summary", "monitoring", "problems", "maintenance", "participation",
        )  # fmt: skip
        widgets = {"period_from": _day(), "period_to": _day()}


class ZoneForm(RowForm):
    """A zone that is to be accepted."""

    table = REQUIRED
    relation = "zones"
    units = {"planned_area": HECTARE, "accepted_area": HECTARE, "vegetation_cover": "%", "soil_thickness": "cm"}
    spans = {
        "code": 3, "name": 11, "planned_area": 5, "accepted_area": 5, "land_use": 6, "vegetation_cover": 5,
        "soil_thickness": 5, "quality": 8, "explanation": 24,
    }  # fmt: skip

    class Meta:
        model = AcceptanceZone
        fields = (
            "code", "name", "planned_area", "accepted_area", "land_use", "vegetation_cover", "soil_thickness",
            "quality", "explanation",
        )  # fmt: skip


class ReportBundle(SectionBundle):
    """The report with its zones."""

    form_class = ReportForm
    row_specs = (
        RowSpec(
            ZoneForm,
            _("Zones to accept"),
            _("The zones of the approved restoration plan; remove those that are not part of this acceptance."),
        ),
    )
