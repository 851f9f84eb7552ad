"""What a page shows of a safety plan."""

from django.utils.translation import gettext as _

from registry.dossiers.selectors.sections import Content
from registry.dossiers.views import section_pages as pages
from registry.dossiers.views.section_pages import Fact, Shown
from registry.mines.models import Mine
from registry.mines.selectors.panels import Panel
from registry.scope.models import User
from safety.plans.models import MonitoringItem, SafetyPlan, StructureDesign
from safety.plans.policies.plans import SafetyPlanPolicy
from safety.plans.selectors import plans

TEXTS = ("geology", "water_control", "main_hazards", "emergency", "design_review")
STRUCTURE_COLUMNS = (
    "kind", "name", "height", "angle", "volume", "safety_factor", "required_factor", "standard", "shortfall_measures",
)  # fmt: skip
BRIEF_COLUMNS = ("kind", "name", "height", "angle", "safety_factor", "required_factor")
POND_COLUMNS = ("name", "freeboard", "beach")
MONITORING_COLUMNS = ("kind", "place", "points", "frequency", "is_online")


def shown(content: Content[SafetyPlan], *, is_brief: bool = False) -> Shown:
    """Facts and the table of structures; the whole view adds the texts and the monitoring."""
    structures, monitoring = content.rows["structures"], content.rows["monitoring"]
    short = plans.short_structures(content)
    lowest = min((row for row in structures if row.safety_factor), key=lambda row: row.safety_factor, default=None)
    page = Shown(
        facts=[
            Fact(_("Structures"), str(len(structures)), note=_("slopes, dumps, ponds")),
            Fact(
                _("Lowest factor of safety"),
                pages.figure(lowest.safety_factor, 3) if lowest else "—",
                note=lowest.name if lowest else "",
                term="Factor of safety",
            ),
            Fact(_("Below the required factor"), str(len(short))),
            Fact(
                _("Monitoring points"),
                str(sum(row.points or 0 for row in monitoring)),
                note=_("%(count)s online") % {"count": sum(row.points or 0 for row in monitoring if row.is_online)},
            ),
        ],
        tables=[
            pages.table(
                structures,
                StructureDesign,
                BRIEF_COLUMNS if is_brief else STRUCTURE_COLUMNS,
                caption=_("Slopes, dumps and tailings ponds"),
                units={"height": "m", "angle": "°", "volume": "10⁴ m³"},
                flags={"safety_factor": _factor_flag},
            )
        ],
    )
    if not is_brief:
        _whole(page, content)
    return page


def panel(mine: Mine, user: User) -> Panel | None:
    """The approved plan on the page of a mine, for those who may see it."""
    plan = SafetyPlanPolicy().scope(user).filter(mine=mine, status=SafetyPlan.Status.APPROVED).first()
    if plan is None:
        return None
    context = {"shown": shown(plans.read(plan), is_brief=True), "plan": plan}
    return Panel(_("Approved safety plan"), "components/section_panel.html", context)


def _whole(page: Shown, content: Content[SafetyPlan]) -> None:
    page.texts = pages.texts(content.section, TEXTS)
    ponds = [row for row in content.rows["structures"] if row.kind == StructureDesign.Kind.TAILINGS]
    if ponds:
        units = {"freeboard": "m", "beach": "m"}
        page.tables.append(pages.table(ponds, StructureDesign, POND_COLUMNS, caption=_("Tailings ponds"), units=units))
    page.tables.append(
        pages.table(content.rows["monitoring"], MonitoringItem, MONITORING_COLUMNS, caption=_("Monitoring"))
    )


def _factor_flag(row: StructureDesign) -> tuple[str, str] | None:
    if row.safety_factor is None or row.required_factor is None:
        return None
    return ("bad", _("below required")) if row.is_short else ("ok", _("met"))
