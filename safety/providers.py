"""What this room shows on the registry's pages: a mine's approved safety plan."""

from registry import panels
from safety.views import plans


def register() -> None:
    """Hand the provider to the registry; called once at start-up."""
    panels.register_panel("safety_plan", plans.panel)
