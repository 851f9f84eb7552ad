"""What a restoration plan must hold: the stage table, what is impossible, and what does not fit together."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks as checks
from registry.dossiers.services.section_checks import Messages, Required
from registry.mines.models import Mine
from restoration.plans.models import RestorationPlan, RestorationZone
from restoration.plans.selectors import plans

Plan = Content[RestorationPlan]


def _has_tailings(content: Plan) -> bool:
    return any(zone.kind == RestorationZone.Kind.TAILINGS for zone in content.rows["zones"])


def _strips_topsoil(content: Plan) -> bool:
    return content.section.mine.method != Mine.Method.UNDERGROUND


#: What a plan must hold when it is submitted (Mineral Resources Law art. 46; usual contents of a plan).
REQUIRED = (
    Required("start_year"),
    Required("end_year"),
    Required("baseline"),
    Required("targets"),
    Required("topsoil", when=_strips_topsoil),
    Required("topsoil_stripped", when=_strips_topsoil),
    Required("topsoil_stored", when=_strips_topsoil),
    Required("topsoil_required", when=_strips_topsoil),
    Required("topsoil_reused", when=_strips_topsoil),
    Required("groundwater"),
    Required(
        "tailings_measures",
        when=_has_tailings,
        message=gettext_lazy("A plan with a tailings pond states the special tailings measures (art. 46)."),
    ),
    Required("participation"),
    Required("maintenance_years"),
    Required("zones"),
    Required("zones.code"),
    Required("zones.name"),
    Required("zones.kind"),
    Required("zones.area"),
    Required("zones.use_before"),
    Required("zones.use_after"),
    Required("zones.technique"),
    Required("years"),
    Required("years.year"),
    Required("years.disturbed"),
    Required("years.restored"),
    Required("measures"),
    Required("measures.zone_code"),
    Required("measures.kind"),
    Required("measures.quantity"),
    Required("measures.unit"),
    Required("measures.year"),
)


def never(content: Plan) -> Messages:
    """What cannot even be kept in a draft."""
    return checks.merge(
        checks.period(content.section.start_year, content.section.end_year),
        checks.repeated(content, "zones", "code", _("Two zones carry the same code.")),
        checks.repeated(content, "years", "year", _("A year is listed twice.")),
    )


def submission(content: Plan) -> Messages:
    """What does not fit together."""
    years = checks.plan_years(content.section)
    return checks.merge(
        checks.outside(content, "years", years),
        checks.outside(content, "measures", years),
        checks.uncovered(content, "years", years),
        _unknown_zones(content),
        _idle_zones(content),
        _too_much_restored(content),
        _too_much_topsoil(content),
    )


def _too_much_topsoil(content: Plan) -> Messages:
    stripped, stored = content.section.topsoil_stripped, content.section.topsoil_stored
    if stripped is None or stored is None or stored <= stripped:
        return {}
    return {"topsoil_stored": [_("More topsoil is stored than is stripped.")]}


def _unknown_zones(content: Plan) -> Messages:
    codes = {zone.code for zone in content.rows["zones"]}
    return {
        checks.cell("measures", index, "zone_code"): [
            _("No zone carries the code “%(code)s”.") % {"code": row.zone_code}
        ]
        for index, row in enumerate(content.rows["measures"])
        if row.zone_code and row.zone_code not in codes
    }


def _idle_zones(content: Plan) -> Messages:
    used = {row.zone_code for row in content.rows["measures"]}
    idle: Iterable[str] = (zone.code for zone in content.rows["zones"] if zone.code and zone.code not in used)
    codes = ", ".join(idle)
    if not codes or not content.rows["measures"]:
        return {}
    return {"measures": [_("No measure for these zones: %(codes)s.") % {"codes": codes}]}


def _too_much_restored(content: Plan) -> Messages:
    """Restored land was disturbed before, by the plan or in a zone that is damaged already."""
    if any(zone.area is None for zone in content.rows["zones"]):
        return {}
    totals = plans.totals(content)
    ceiling = max(totals.zone_area, totals.disturbed)
    if not totals.years or not ceiling or totals.restored <= ceiling:
        return {}
    values: dict[str, Decimal] = {"restored": totals.restored, "ceiling": ceiling}
    return {
        "years": [_("%(restored)s hm² are to be restored, but only %(ceiling)s hm² are there to restore.") % values]
    }
