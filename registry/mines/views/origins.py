"""The records that the registry itself places holds and enters production from, and what goes along with a mine."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.mines.models import Hold, Mine
from registry.mines.policies import holds, imports, origins, production
from registry.mines.selectors import holds as selector
from registry.scope.models import User


def register() -> None:
    """Register them; called once at start-up."""
    origins.register(
        origins.HoldSource(
            holds.BY_HAND, _("Placed by hand"), kinds=tuple(Hold.Kind.values), things=tuple(Hold.Thing.values),
            may_place=holds.may_place, may_lift=holds.may_lift,
        ),
        origins.ProductionSource(production.BY_HAND, _("Entered by hand"), may_record=production.may_record),
        origins.ProductionSource(
            production.BY_FILE, _("Imported from a file"), _run_page, may_record=production.may_record
        ),
    )  # fmt: skip


def _run_page(key: str, user: User) -> str:
    is_seen = key.isdecimal() and imports.policy.scope(user).filter(pk=key).exists()
    return reverse("registry:import_run", args=[key]) if is_seen else ""


def go_along(mine: Mine) -> list[str]:
    """Holds lie on the mine, not on its holder: they go with it."""
    standing, _ended = selector.of_mine(mine)
    if not standing:
        return []
    told = ngettext("%(count)s hold goes with the mine.", "%(count)s holds go with the mine.", len(standing))
    return [told % {"count": len(standing)}]
