"""Read restoration plans and their totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from registry.dossiers.selectors import sections
from registry.dossiers.selectors.sections import Content, Layout, RowKind
from registry.mines.models import Mine
from restoration.plans.models import RestorationMeasure, RestorationPlan, RestorationZone, YearTarget

LAYOUT = Layout(
    RestorationPlan,
    (
        RowKind("zones", RestorationZone, ("code", "name")),
        RowKind("years", YearTarget, ("year",)),
        RowKind("measures", RestorationMeasure, ("zone_code", "kind", "year")),
    ),
)
NONE = Decimal(0)


@dataclass(frozen=True)
class YearFigures:
    """Hectares disturbed and restored in one year and by its end."""

    year: int
    disturbed: Decimal
    restored: Decimal
    disturbed_so_far: Decimal
    restored_so_far: Decimal


@dataclass(frozen=True)
class Totals:
    """What a plan promises over its whole period, in hectares."""

    years: list[YearFigures]
    disturbed: Decimal
    restored: Decimal
    zone_area: Decimal
    by_kind: dict[str, Decimal]


def draft(application: UUID) -> RestorationPlan | None:
    """The draft of an application."""
    return sections.draft(LAYOUT, application)


def revision(application: UUID, number: int) -> RestorationPlan | None:
    """One revision of an application."""
    return sections.revision(LAYOUT, application, number)


def approved(mine: Mine) -> RestorationPlan | None:
    """The plan that the mine works by."""
    return sections.approved(LAYOUT, mine)


def read(plan: RestorationPlan) -> Content[RestorationPlan]:
    """The plan with its zones, years and measures."""
    return sections.read(LAYOUT, plan)


def totals(content: Content[RestorationPlan]) -> Totals:
    """Sum what is disturbed and restored, by year and by kind of zone."""
    years: list[YearFigures] = []
    disturbed = restored = NONE
    for row in sorted((row for row in content.rows["years"] if row.year is not None), key=lambda row: row.year):
        disturbed += row.disturbed or NONE
        restored += row.restored or NONE
        years.append(YearFigures(row.year, row.disturbed or NONE, row.restored or NONE, disturbed, restored))
    by_kind: dict[str, Decimal] = {}
    for zone in content.rows["zones"]:
        by_kind[zone.kind] = by_kind.get(zone.kind, NONE) + (zone.area or NONE)
    return Totals(years, disturbed, restored, total_area(content.rows["zones"]), by_kind)


def total_area(zones: Iterable[RestorationZone]) -> Decimal:
    """The hectares of some zones together."""
    return sum((zone.area or NONE for zone in zones), NONE)
