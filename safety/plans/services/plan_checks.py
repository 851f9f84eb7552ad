"""What a safety plan must hold: the stage table, what is impossible, and what does not fit together."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks as checks
from registry.dossiers.services.section_checks import Messages, Required
from registry.mines.models import Facility, Mine
from safety.plans.models import MonitoringItem, SafetyPlan, StructureDesign

Plan = Content[SafetyPlan]

#: The facility a structure design may refer to.
FACILITY_KIND = {
    StructureDesign.Kind.SLOPE: Facility.Kind.PIT_SLOPE,
    StructureDesign.Kind.DUMP: Facility.Kind.DUMP,
    StructureDesign.Kind.TAILINGS: Facility.Kind.TAILINGS_POND,
}
#: Open pits watch surface displacement and video without exception (矿安〔2023〕119号).
OPEN_PIT_MONITORING = (MonitoringItem.Kind.DISPLACEMENT, MonitoringItem.Kind.VIDEO)
#: From this height a pit slope or dump without online monitoring is a major accident hazard (矿安〔2022〕88号).
ONLINE_FROM_HEIGHT = Decimal(200)


def _is_open_pit(content: Plan) -> bool:
    return content.section.mine.method in (Mine.Method.OPEN_PIT, Mine.Method.BOTH)


def _is_pond(row: StructureDesign) -> bool:
    return row.kind == StructureDesign.Kind.TAILINGS


def _holds_volume(row: StructureDesign) -> bool:
    return row.kind in (StructureDesign.Kind.TAILINGS, StructureDesign.Kind.DUMP)


#: What a plan must hold when it is submitted.
REQUIRED = (
    Required("geology"),
    Required("water_control"),
    Required("main_hazards"),
    Required("emergency"),
    Required("design_review"),
    Required("structures", when=_is_open_pit),
    Required("structures.kind"),
    Required("structures.name"),
    Required("structures.height"),
    Required("structures.angle"),
    Required("structures.volume", when=_holds_volume),
    Required("structures.safety_factor"),
    Required("structures.required_factor"),
    Required("structures.standard"),
    Required("structures.freeboard", when=_is_pond),
    Required("structures.beach", when=_is_pond),
    Required(
        "structures.shortfall_measures",
        when=lambda row: row.is_short,
        message=gettext_lazy(
            "The factor of safety is below the required one: state the measures, or change the design."
        ),
    ),
    Required("monitoring"),
    Required("monitoring.kind"),
    Required("monitoring.place"),
    Required("monitoring.points"),
    Required("monitoring.frequency"),
)


def never(content: Plan) -> Messages:
    """What cannot even be kept in a draft."""
    found: Messages = {}
    for index, row in enumerate(content.rows["structures"]):
        if row.facility_id is None:
            continue
        facility = Facility.objects.filter(pk=row.facility_id, mine_id=content.section.mine_id).first()
        if facility is None or (row.kind and facility.kind != FACILITY_KIND.get(row.kind)):
            message = _("Choose a facility of this mine and of the same kind.")
            found[checks.cell("structures", index, "facility")] = [message]
    return found


def submission(content: Plan) -> Messages:
    """What does not fit together."""
    return checks.merge(_missing_monitoring(content), _offline_heights(content))


def _missing_monitoring(content: Plan) -> Messages:
    if not _is_open_pit(content) or not content.rows["monitoring"]:
        return {}
    watched = {row.kind for row in content.rows["monitoring"]}
    absent = [str(kind.label) for kind in OPEN_PIT_MONITORING if kind not in watched]
    if not absent:
        return {}
    return {"monitoring": [_("An open pit must also monitor: %(kinds)s.") % {"kinds": ", ".join(absent)}]}


def _offline_heights(content: Plan) -> Messages:
    if any(row.is_online for row in content.rows["monitoring"]):
        return {}
    message = _("From %(height)s m upwards, online monitoring is required.") % {"height": ONLINE_FROM_HEIGHT}
    return {
        checks.cell("structures", index, "height"): [message]
        for index, row in enumerate(content.rows["structures"])
        if row.kind != StructureDesign.Kind.TAILINGS and row.height is not None and row.height >= ONLINE_FROM_HEIGHT
    }
