"""Read mining schemes."""

from uuid import UUID

from governance.approval.models import MiningScheme
from registry.dossiers.selectors import sections
from registry.dossiers.selectors.sections import Content, Layout
from registry.mines.models import Mine

LAYOUT = Layout(MiningScheme)


def draft(application: UUID) -> MiningScheme | None:
    """The draft of an application."""
    return sections.draft(LAYOUT, application)


def revision(application: UUID, number: int) -> MiningScheme | None:
    """One revision of an application."""
    return sections.revision(LAYOUT, application, number)


def approved(mine: Mine) -> MiningScheme | None:
    """The scheme that the mine works by."""
    return sections.approved(LAYOUT, mine)


def read(scheme: MiningScheme) -> Content[MiningScheme]:
    """The scheme; it has no child rows."""
    return sections.read(LAYOUT, scheme)
