"""What a page shows of a mining scheme."""

from django.utils.translation import gettext as _

from governance.approval.models import MiningScheme
from governance.approval.policies.schemes import MiningSchemePolicy
from governance.approval.selectors.dossiers import schemes
from registry.dossiers.selectors.section_changes import shown as words
from registry.dossiers.selectors.sections import Content
from registry.dossiers.views import section_pages as pages
from registry.dossiers.views.section_pages import Fact, Shown
from registry.mines.models import Mine
from registry.mines.selectors.panels import Panel
from registry.scope.models import User

TEXTS = ("sequence", "waste_handling", "mine_water")


def shown(content: Content[MiningScheme], *, is_brief: bool = False) -> Shown:
    """Facts; the whole view adds the rates and the texts."""
    scheme = content.section
    page = Shown(
        facts=[
            pages.period(scheme),
            Fact(_("Mining method"), words(MiningScheme, "method", scheme.method)),
            Fact(_("Capacity"), _short(scheme.capacity), _("Mt a year")),
            Fact(_("Recoverable reserves"), pages.figure(scheme.reserves), _("10⁴ t")),
            Fact(_("Service life"), pages.figure(scheme.service_life, 1), _("years")),
            Fact(_("Mining recovery rate"), pages.figure(scheme.recovery_rate), "%", term="Three rates"),
        ]
    )
    if not is_brief:
        page.facts += [
            Fact(_("Limit of depth"), pages.figure(scheme.depth, 1), "m"),
            Fact(_("Dressing or washing recovery rate"), pages.figure(scheme.dressing_rate), "%"),
            Fact(_("Comprehensive utilisation rate"), pages.figure(scheme.utilisation_rate), "%"),
            Fact(_("Total water demand"), pages.figure(scheme.water_demand), _("10⁴ m³ a year")),
            Fact(_("Mine water volume"), pages.figure(scheme.mine_water_inflow), _("10⁴ m³ a year")),
            Fact(_("Mine water used"), pages.figure(scheme.mine_water_used), _("10⁴ m³ a year")),
            Fact(_("Tailings are stored"), words(MiningScheme, "stores_tailings", scheme.stores_tailings)),
        ]
        page.texts = pages.texts(scheme, TEXTS)
    return page


def panel(mine: Mine, user: User) -> Panel | None:
    """The approved scheme on the page of a mine, for those who may see it."""
    scheme = MiningSchemePolicy().scope(user).filter(mine=mine, status=MiningScheme.Status.APPROVED).first()
    if scheme is None:
        return None
    context = {"shown": shown(schemes.read(scheme), is_brief=True), "plan": scheme}
    return Panel(_("Approved mining scheme"), "components/section_panel.html", context)


def _short(capacity: object) -> str:
    return "—" if capacity is None else f"{capacity.normalize():f}"  # type: ignore[attr-defined]
