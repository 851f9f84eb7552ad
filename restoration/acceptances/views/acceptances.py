"""What a page shows of an acceptance report, and of what was accepted at a mine so far."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from registry.base.rules import bars
from registry.dossiers.selectors.section_changes import NOTHING
from registry.dossiers.selectors.section_changes import shown as words
from registry.dossiers.selectors.sections import Content
from registry.dossiers.views import section_pages as pages
from registry.dossiers.views.section_pages import Fact, Shown
from registry.mines.models import Mine
from registry.mines.selectors.panels import Panel
from registry.scope.models import User
from registry.web.views.charts import Cell, Chart, Series, Table
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.acceptances.policies.acceptances import AcceptanceReportPolicy
from restoration.acceptances.selectors import acceptances
from restoration.acceptances.selectors.acceptances import ZoneProgress

HECTARE = "hm²"
TEXTS = ("summary", "monitoring", "problems", "maintenance", "participation")
COLUMNS = ("code", "name", "planned_area", "accepted_area", "land_use", "vegetation_cover", "soil_thickness")
REMARKS = ("quality", "explanation")
UNITS = {"planned_area": HECTARE, "accepted_area": HECTARE, "vegetation_cover": "%", "soil_thickness": "cm"}
NONE = Decimal(0)


def shown(content: Content[AcceptanceReport], *, is_brief: bool = False) -> Shown:
    """Facts and the chart of zones; the whole view adds the texts and the table."""
    report, totals = content.section, acceptances.totals(content)
    zones = [ZoneProgress(z.code, z.name, z.planned_area, z.accepted_area or NONE) for z in content.rows["zones"]]
    cover = NOTHING if totals.cover is None else pages.figure(totals.cover, 1)
    page = Shown(
        facts=[
            Fact(pgettext("acceptance", "Scope"), words(AcceptanceReport, "scope", report.scope)),
            Fact(_("Period of the works"), _period(report)),
            Fact(
                _("Area to accept"),
                pages.figure(totals.accepted),
                HECTARE,
                note=_share(totals.accepted, totals.planned),
            ),
            Fact(_("Zones"), str(totals.zones), note=f"{pages.figure(totals.planned)} {HECTARE}"),
            Fact(_("Mean vegetation cover"), cover, "%", term="Fractional vegetation cover"),
        ],
        charts=[_by_zone(zones, "acceptance-zones", _("Planned and restored by zone"), _("To accept"))],
    )
    if not is_brief:
        page.texts = pages.texts(report, TEXTS)
        page.tables = _tables(content.rows["zones"])
    return page


def panel(mine: Mine, user: User) -> Panel | None:
    """What was accepted so far on the page of a mine, for those who may see it."""
    visible = AcceptanceReportPolicy().scope(user).filter(mine=mine, status=AcceptanceReport.Status.APPROVED)
    reports = list(visible.order_by("-decided_at", "-pk"))
    if not reports:
        return None
    zones = acceptances.progress(mine)
    accepted = sum((zone.accepted for zone in zones), NONE)
    planned = sum((zone.planned or NONE for zone in zones), NONE)
    page = Shown(
        facts=[
            Fact(_("Area accepted so far"), pages.figure(accepted), HECTARE, note=_share(accepted, planned)),
            Fact(_("Area planned"), pages.figure(planned) if planned else NOTHING, HECTARE),
            Fact(_("Acceptances"), str(len(reports))),
        ],
        charts=[
            _by_zone(zones, "accepted-zones", _("Planned and accepted by zone"), pgettext("acceptance", "Accepted"))
        ],
        tables=[_reports(reports)],
    )
    context = {"shown": page, "plan": reports[0]}
    return Panel(_("Accepted restoration"), "components/section_panel.html", context)


def _tables(zones: list[AcceptanceZone]) -> list[Table]:
    """The figures of every zone, and what was remarked on some."""
    flags = {"accepted_area": _area_flag}
    found = [
        pages.table(zones, AcceptanceZone, COLUMNS, caption=_("Zones to accept"), units=UNITS, flags=flags),
    ]
    told = [name for name in REMARKS if any(getattr(zone, name) for zone in zones)]
    remarked = [zone for zone in zones if any(getattr(zone, name) for name in told)]
    if remarked:
        columns = ("code", "name", *told)
        found.append(pages.table(remarked, AcceptanceZone, columns, caption=_("Remarks on the zones")))
    return found


def _period(report: AcceptanceReport) -> str:
    if report.period_from is None and report.period_to is None:
        return NOTHING
    return " – ".join(_day(day) for day in (report.period_from, report.period_to))


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "?"  # type: ignore[arg-type]


def _share(accepted: Decimal, planned: Decimal) -> str:
    if not planned:
        return ""
    return _("%(percent)s%% of the area planned") % {"percent": (accepted / planned * 100).quantize(Decimal(1))}


def _area_flag(zone: AcceptanceZone) -> tuple[str, str] | None:
    if zone.is_larger:
        return "warn", _("more than planned")
    if zone.planned_area is not None and zone.accepted_area is not None and zone.accepted_area < zone.planned_area:
        return "info", _("in part")
    return None


def _by_zone(zones: Sequence[ZoneProgress], key: str, title: str, accepted_label: str) -> Chart:
    """Two bars for each zone, and the same figures as a table."""
    rows = [
        (
            zone.code or NOTHING,
            [
                bars.Given([bars.Part("dist", zone.planned or NONE)], pages.figure(zone.planned)),
                bars.Given([bars.Part("eco", zone.accepted)], pages.figure(zone.accepted)),
            ],
        )
        for zone in zones
    ]
    cells = [
        [
            Cell(zone.code),
            Cell(zone.name),
            Cell(pages.figure(zone.planned), True),
            Cell(pages.figure(zone.accepted), True),
        ]
        for zone in zones
    ]
    head = [_("Zone"), pgettext("zone", "Name"), f"{_('Planned')} ({HECTARE})", f"{accepted_label} ({HECTARE})"]
    told = ngettext(
        "%(accepted)s of %(planned)s hm² in %(zones)s zone.",
        "%(accepted)s of %(planned)s hm² in %(zones)s zones.",
        len(zones),
    )
    summary = told % {
        "accepted": pages.figure(sum((zone.accepted for zone in zones), NONE)),
        "planned": pages.figure(sum((zone.planned or NONE for zone in zones), NONE)),
        "zones": len(zones),
    }
    series = [Series("dist", _("Planned"), "ruler"), Series("eco", accepted_label, "sprout")]
    return Chart(key, title, HECTARE, summary, series, bars.lay_out(rows), Table(title, head, cells))


def _reports(reports: Sequence[AcceptanceReport]) -> Table:
    head = [pgettext("acceptance", "Scope"), _("Period of the works"), pgettext("acceptance", "Accepted on")]
    rows = [
        [
            Cell(words(AcceptanceReport, "scope", report.scope)),
            Cell(_period(report)),
            Cell(_day(timezone.localtime(report.decided_at) if report.decided_at else None)),
        ]
        for report in reports
    ]
    return Table(_("Acceptances"), head, rows)
