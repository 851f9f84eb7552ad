"""What a page shows of a restoration plan."""

from decimal import Decimal

from django.utils.translation import gettext as _

from registry.base.rules import bars
from registry.dossiers.selectors.sections import Content
from registry.dossiers.views import section_pages as pages
from registry.dossiers.views.section_pages import Fact, Shown
from registry.mines.models import Mine
from registry.mines.selectors.panels import Panel
from registry.scope.models import User
from registry.web.views.charts import Cell, Chart, Series, Table
from restoration.plans.models import RestorationMeasure, RestorationPlan, RestorationZone
from restoration.plans.policies.plans import RestorationPlanPolicy
from restoration.plans.selectors import plans

HECTARE = "hm²"
TEXTS = ("baseline", "targets", "topsoil", "groundwater", "tailings_measures", "participation")


def shown(content: Content[RestorationPlan], *, is_brief: bool = False) -> Shown:
    """Facts and charts; the whole view adds the texts and the tables."""
    totals = plans.totals(content)
    plan = content.section
    page = Shown(
        facts=[
            pages.period(plan),
            Fact(_("Land disturbed"), pages.figure(totals.disturbed), HECTARE),
            Fact(_("Land restored"), pages.figure(totals.restored), HECTARE, note=_share(totals)),
            Fact(_("Zones"), str(len(content.rows["zones"])), note=f"{pages.figure(totals.zone_area)} {HECTARE}"),
        ],
        charts=[_by_year(totals), _by_kind(totals)],
    )
    if not is_brief:
        page.facts.append(Fact(_("Maintenance period"), str(plan.maintenance_years or "—"), _("years")))
        page.facts += [
            Fact(_("Topsoil stripped"), pages.figure(plan.topsoil_stripped), _("10⁴ m³")),
            Fact(_("Topsoil stored"), pages.figure(plan.topsoil_stored), _("10⁴ m³")),
            Fact(_("Topsoil needed for the restoration"), pages.figure(plan.topsoil_required), _("10⁴ m³")),
            Fact(_("Topsoil spread again"), pages.figure(plan.topsoil_reused), _("10⁴ m³")),
        ]
        page.texts = pages.texts(plan, TEXTS)
        page.tables = _tables(content)
    return page


def panel(mine: Mine, user: User) -> Panel | None:
    """The approved plan on the page of a mine, for those who may see it."""
    plan = RestorationPlanPolicy().scope(user).filter(mine=mine, status=RestorationPlan.Status.APPROVED).first()
    if plan is None:
        return None
    context = {"shown": shown(plans.read(plan), is_brief=True), "plan": plan}
    return Panel(_("Approved restoration plan"), "components/section_panel.html", context)


def _share(totals: plans.Totals) -> str:
    if not totals.disturbed:
        return ""
    percent = (totals.restored / totals.disturbed * 100).quantize(Decimal(1))
    return _("%(percent)s%% of the land disturbed") % {"percent": percent}


def _by_year(totals: plans.Totals) -> Chart:
    rows = [
        (
            str(year.year),
            [
                bars.Given([bars.Part("dist", year.disturbed)], pages.figure(year.disturbed)),
                bars.Given([bars.Part("eco", year.restored)], pages.figure(year.restored)),
            ],
        )
        for year in totals.years
    ]
    head = [_("Year"), _("Disturbed"), _("Restored"), _("Disturbed so far"), _("Restored so far")]
    cells = [
        [Cell(str(y.year))]
        + [Cell(pages.figure(v), True) for v in (y.disturbed, y.restored, y.disturbed_so_far, y.restored_so_far)]
        for y in totals.years
    ]
    summary = _("From %(first)s to %(last)s, %(disturbed)s hm² are disturbed and %(restored)s hm² restored.") % {
        "first": totals.years[0].year if totals.years else "?",
        "last": totals.years[-1].year if totals.years else "?",
        "disturbed": pages.figure(totals.disturbed),
        "restored": pages.figure(totals.restored),
    }
    series = [Series("dist", _("Disturbed"), "shovel"), Series("eco", _("Restored"), "sprout")]
    title = _("Disturbed and restored by year")
    return Chart("restoration-years", title, HECTARE, summary, series, bars.lay_out(rows), Table(title, head, cells))


def _by_kind(totals: plans.Totals) -> Chart:
    labels = dict(RestorationZone.Kind.choices)
    ordered = sorted(totals.by_kind.items(), key=lambda pair: -pair[1])
    named = [(str(labels.get(kind, "—")), area) for kind, area in ordered]
    rows = [(label, [bars.Given([bars.Part("eco", area)], pages.figure(area))]) for label, area in named]
    title = _("Area to restore by kind of zone")
    summary = _("%(area)s hm² in all.") % {"area": pages.figure(totals.zone_area)}
    cells = [[Cell(label), Cell(pages.figure(area), True)] for label, area in named]
    table = Table(title, [_("Kind"), f"{_('Area')} ({HECTARE})"], cells)
    return Chart("restoration-zones", title, HECTARE, summary, [], bars.lay_out(rows), table)


def _tables(content: Content[RestorationPlan]) -> list[Table]:
    zones = ("code", "name", "kind", "area", "use_before", "use_after", "technique")
    measures = ("zone_code", "kind", "quantity", "unit", "year", "note")
    rows = content.rows
    return [
        pages.table(rows["zones"], RestorationZone, zones, caption=_("Restoration zones"), units={"area": HECTARE}),
        pages.table(rows["measures"], RestorationMeasure, measures, caption=_("Restoration measures")),
    ]
