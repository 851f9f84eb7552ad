"""What this room shows on the registry's pages: a mine's approved restoration plan, and what of it was accepted."""

from registry import panels
from restoration.views import acceptances, plans


def register() -> None:
    """Hand the providers to the registry; called once at start-up."""
    panels.register_panel("restoration_plan", plans.panel)
    panels.register_panel("restoration_acceptance", acceptances.panel)
