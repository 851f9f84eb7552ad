"""What an acceptance report must hold: the stage table, what is impossible, and what does not fit the plan."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks as checks
from registry.dossiers.services.section_checks import Messages, Required
from registry.mines.models import Mine
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.acceptances.selectors import acceptances
from restoration.plans.models import RestorationZone

Report = Content[AcceptanceReport]
Scope = AcceptanceReport.Scope
LandUse = RestorationZone.LandUse

#: Land that plants grow on: its cover and its soil are measured.
VEGETATED = (LandUse.CROPLAND, LandUse.FOREST, LandUse.GRASSLAND)


def _is_stage(content: Report) -> bool:
    return content.section.scope == Scope.STAGE


def _is_vegetated(zone: AcceptanceZone) -> bool:
    return zone.land_use in VEGETATED


#: What a report must hold when it is submitted (Mineral Resources Law art. 48; usual contents of a report).
REQUIRED = (
    Required("scope"),
    Required("period_from", when=_is_stage, message=gettext_lazy("A stage has a period: state when its works began.")),
    Required("period_to", when=_is_stage, message=gettext_lazy("A stage has a period: state when its works ended.")),
    Required("summary"),
    Required("monitoring"),
    Required("problems", message=gettext_lazy("State the problems that are left; if there are none, say so.")),
    Required("maintenance"),
    Required(
        "participation",
        message=gettext_lazy("State which experts and village representatives were invited (art. 48)."),
    ),
    Required("zones"),
    Required("zones.code"),
    Required("zones.name"),
    Required("zones.planned_area"),
    Required("zones.accepted_area"),
    Required("zones.land_use"),
    Required("zones.vegetation_cover", when=_is_vegetated),
    Required("zones.soil_thickness", when=_is_vegetated),
    Required(
        "zones.explanation",
        when=lambda zone: zone.is_larger,
        message=gettext_lazy("More is to be accepted than the plan gives this zone: say why, or correct the area."),
    ),
)


def never(content: Report) -> Messages:
    """What cannot even be kept in a draft."""
    report = content.section
    found = checks.repeated(content, "zones", "code", _("Two zones carry the same code."))
    if report.period_from and report.period_to and report.period_to < report.period_from:
        found["period_to"] = [_("The works cannot end before they begin.")]
    return found


def submission(content: Report) -> Messages:
    """What does not fit the approved restoration plan; without one there is nothing to compare."""
    planned = {zone.code: zone for zone in acceptances.planned_zones(content.section.mine)}
    if not planned:
        return {}
    return checks.merge(
        _unknown_zones(content, planned), _other_areas(content, planned), _never_accepted(content, planned)
    )


def _unknown_zones(content: Report, planned: dict[str, RestorationZone]) -> Messages:
    return {
        checks.cell("zones", index, "code"): [
            _("The approved restoration plan has no zone “%(code)s”.") % {"code": zone.code}
        ]
        for index, zone in enumerate(content.rows["zones"])
        if zone.code and zone.code not in planned
    }


def _other_areas(content: Report, planned: dict[str, RestorationZone]) -> Messages:
    found: Messages = {}
    for index, zone in enumerate(content.rows["zones"]):
        area = planned[zone.code].area if zone.code in planned else None
        if area is not None and zone.planned_area is not None and zone.planned_area != area:
            message = _("The approved restoration plan gives this zone %(area)s hm².") % {"area": area}
            found[checks.cell("zones", index, "planned_area")] = [message]
    return found


def _never_accepted(content: Report, planned: dict[str, RestorationZone]) -> Messages:
    """The final acceptance closes the plan: each of its zones is in this report or was accepted before."""
    if content.section.scope != Scope.FINAL or not content.rows["zones"]:
        return {}
    known = {zone.code for zone in content.rows["zones"]} | acceptances.accepted_zones(content.section.mine).keys()
    left = [code for code in planned if code not in known]
    if not left:
        return {}
    message = _("The final acceptance covers the whole plan; these zones were never accepted: %(codes)s.")
    return {"zones": [message % {"codes": ", ".join(left)}]}


def prefill_rows(mine: Mine) -> dict[str, list[dict[str, Any]]]:
    """The zones of the approved restoration plan, with what the plan says of them."""
    return {
        "zones": [
            {"code": zone.code, "name": zone.name, "planned_area": zone.area, "land_use": zone.use_after}
            for zone in acceptances.planned_zones(mine)
        ]
    }
