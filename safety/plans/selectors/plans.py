"""Read safety plans."""

from uuid import UUID

from registry.dossiers.selectors import sections
from registry.dossiers.selectors.sections import Content, Layout, RowKind
from registry.mines.models import Mine
from safety.plans.models import MonitoringItem, SafetyPlan, StructureDesign

LAYOUT = Layout(
    SafetyPlan,
    (
        RowKind("structures", StructureDesign, ("kind", "name")),
        RowKind("monitoring", MonitoringItem, ("kind", "place")),
    ),
)


def draft(application: UUID) -> SafetyPlan | None:
    """The draft of an application."""
    return sections.draft(LAYOUT, application)


def revision(application: UUID, number: int) -> SafetyPlan | None:
    """One revision of an application."""
    return sections.revision(LAYOUT, application, number)


def approved(mine: Mine) -> SafetyPlan | None:
    """The plan that the mine works by."""
    return sections.approved(LAYOUT, mine)


def read(plan: SafetyPlan) -> Content[SafetyPlan]:
    """The plan with its structures and its monitoring."""
    return sections.read(LAYOUT, plan)


def short_structures(content: Content[SafetyPlan]) -> list[StructureDesign]:
    """The structures whose designed factor of safety is below the required one."""
    return [row for row in content.rows["structures"] if row.is_short]
