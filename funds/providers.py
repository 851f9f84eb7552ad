"""What this room shows on the registry's pages: a mine's approved funding plan."""

from funds.views import plans
from registry import panels


def register() -> None:
    """Hand the provider to the registry; called once at start-up."""
    panels.register_panel("funding_plan", plans.panel)
