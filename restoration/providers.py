"""What this room shows on the registry's pages: a mine's approved restoration plan."""

from registry import panels
from restoration.views import plans


def register() -> None:
    """Hand the provider to the registry; called once at start-up."""
    panels.register_panel("restoration_plan", plans.panel)
