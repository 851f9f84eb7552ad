"""Read acceptance reports, and what of a mine's land has been accepted so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from registry.dossiers.selectors import sections
from registry.dossiers.selectors.sections import Content, Layout, RowKind
from registry.mines.models import Mine
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.plans.models import RestorationZone
from restoration.plans.selectors import plans

LAYOUT = Layout(AcceptanceReport, (RowKind("zones", AcceptanceZone, ("code", "name")),))
NONE = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """What a report puts forward, in hectares; the cover in percent is weighted by area, None where none is given."""

    zones: int
    planned: Decimal
    accepted: Decimal
    cover: Decimal | None


@dataclass(frozen=True)
class ZoneProgress:
    """A zone of the mine: hectares planned (None when the plan does not know the zone) and accepted so far."""

    code: str
    name: str
    planned: Decimal | None
    accepted: Decimal


def draft(application: UUID) -> AcceptanceReport | None:
    """The draft of an application."""
    return sections.draft(LAYOUT, application)


def revision(application: UUID, number: int) -> AcceptanceReport | None:
    """One revision of an application."""
    return sections.revision(LAYOUT, application, number)


def read(report: AcceptanceReport) -> Content[AcceptanceReport]:
    """The report with its zones."""
    return sections.read(LAYOUT, report)


def totals(content: Content[AcceptanceReport]) -> Totals:
    """Sum the zones of a report."""
    zones: list[AcceptanceZone] = content.rows["zones"]
    covered = [zone for zone in zones if zone.vegetation_cover is not None and zone.accepted_area]
    area = sum((zone.accepted_area or NONE for zone in covered), NONE)
    weighted = sum(((zone.vegetation_cover or NONE) * (zone.accepted_area or NONE) for zone in covered), NONE)
    return Totals(
        zones=len(zones),
        planned=sum((zone.planned_area or NONE for zone in zones), NONE),
        accepted=sum((zone.accepted_area or NONE for zone in zones), NONE),
        cover=weighted / area if area else None,
    )


def approved(mine: Mine) -> list[AcceptanceReport]:
    """The approved reports of a mine, the latest first."""
    rows = AcceptanceReport.objects.filter(mine=mine, status=AcceptanceReport.Status.APPROVED)
    return list(rows.order_by("-decided_at", "-pk"))


def accepted_zones(mine: Mine) -> dict[str, AcceptanceZone]:
    """The zones accepted so far by code; where a zone was accepted several times, the latest report counts."""
    rows = AcceptanceZone.objects.filter(section__mine=mine, section__status=AcceptanceReport.Status.APPROVED)
    ordered = rows.select_related("section").order_by("section__decided_at", "section_id", "pk")
    return {zone.code: zone for zone in ordered}


def accepted_area_by_zone(mine: Mine) -> dict[str, Decimal]:
    """Hectares accepted so far by the code of the zone."""
    return {code: zone.accepted_area or NONE for code, zone in accepted_zones(mine).items()}


def accepted_area(mine: Mine) -> Decimal:
    """Hectares of the mine accepted so far: the sum over its zones, in each the latest approved report."""
    return sum(accepted_area_by_zone(mine).values(), NONE)


def planned_zones(mine: Mine) -> list[RestorationZone]:
    """The zones of the restoration plan that the mine works by; none while it has no approved plan."""
    plan = plans.approved(mine)
    return plans.read(plan).rows["zones"] if plan else []


def progress(mine: Mine) -> list[ZoneProgress]:
    """Every zone of the plan, then those accepted under a code that the plan does not know."""
    return _progress(planned_zones(mine), accepted_zones(mine))


def _progress(planned: Iterable[RestorationZone], accepted: dict[str, AcceptanceZone]) -> list[ZoneProgress]:
    left = dict(accepted)
    found = []
    for zone in planned:
        row = left.pop(zone.code, None)
        found.append(ZoneProgress(zone.code, zone.name, zone.area, (row.accepted_area if row else None) or NONE))
    found += [ZoneProgress(row.code, row.name, None, row.accepted_area or NONE) for row in left.values()]
    return found
