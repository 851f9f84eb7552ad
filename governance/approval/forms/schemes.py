"""The form of the mining scheme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.models import MiningScheme
from governance.approval.services.dossiers.scheme_checks import REQUIRED
from registry.dossiers.forms.sections import YES_NO, SectionBundle, SectionForm
from registry.web.forms.base import Section


class SchemeForm(SectionForm):
    """What is mined, how, how fast and in what order."""

    table = REQUIRED
    units = {
        "reserves": _("10⁴ t"), "capacity": _("Mt a year"), "service_life": _("years"), "depth": "m",
        "recovery_rate": "%", "dressing_rate": "%", "utilisation_rate": "%",
        "water_demand": _("10⁴ m³ a year"), "mine_water_inflow": _("10⁴ m³ a year"),
        "mine_water_used": _("10⁴ m³ a year"),
    }  # fmt: skip
    sections = (
        Section(
            "resource", _("Resources and scale"),
            ("method", "reserves", "capacity", "service_life", "depth", "start_year", "end_year"),
        ),
        Section("layout", _("Sequence and recovery"), (
            "sequence", "recovery_rate", "dressing_rate", "utilisation_rate",
        )),
        Section("waste", _("Waste, tailings and water"), (
            "stores_tailings", "waste_handling", "mine_water", "water_demand", "mine_water_inflow", "mine_water_used",
        )),
    )  # fmt: skip

    class Meta:
        model = MiningScheme
        fields = (
            "method", "reserves", "capacity", "service_life", "depth", "start_year", "end_year", "sequence",
            "recovery_rate", "dressing_rate", "utilisation_rate", "stores_tailings", "waste_handling", "mine_water",
            "water_demand", "mine_water_inflow", "mine_water_used",
        )  # fmt: skip
        widgets = {"stores_tailings": forms.RadioSelect(choices=YES_NO)}


class SchemeBundle(SectionBundle):
    """The scheme; it has no rows."""

    form_class = SchemeForm
