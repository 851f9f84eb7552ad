"""What the registry's own rooms give to the shared places: words, kinds of messages, menus, what is found and swept."""

from django.utils.translation import gettext_lazy as _

from registry.base.rules.contributions import Contribution, Sweep, merged
from registry.layers.acts.layers import LAYERS
from registry.matters.rules import obligation_verbs
from registry.messages.rules.notification_kinds import Kind
from registry.mines.acts.facilities import FACILITIES, MINES
from registry.mines.rules import mine_verbs
from registry.mines.services.holder_changes import Follower
from registry.mines.views import holds, origins, production
from registry.workspace.selectors import navigation
from registry.workspace.selectors.navigation import ADMIN, FOOT, OPEN, OVERVIEW, WORK, Entry
from registry.workspace.selectors.search import Source
from registry.workspace.tables import mine_search

WORDS = {
    "calendar.published": _("Published the working-day calendar"),
    "layer.checked": _("Map layer handed in and checked"),
    "layer.imported": _("Map layer imported"),
    "layer.replaced": _("Map layer replaced by a newer edition"),
    "organisation.created": _("Organisation entered"),
    "organisation.changed": _("Organisation changed"),
    "organisation.ended": _("Organisation ended"),
    "user.created": _("Account opened"),
    "user.changed": _("Account changed"),
    "user.disabled": _("Account disabled"),
    "user.enabled": _("Account enabled"),
    "user.unlocked": _("Sign-in lock lifted"),
    "user.password_reset": _("Password reset"),
    "user.password_changed": _("Password changed"),
    "user.second_factor_set": _("Second factor set up"),
    "user.second_factor_reset": _("Second factor reset"),
    "user.second_factor_removed": _("Second factor removed"),
    "user.recovery_codes_renewed": _("Recovery codes renewed"),
    "user.sessions_ended": _("Other sessions ended"),
    "token.issued": _("API token issued"),
    "token.revoked": _("API token revoked"),
    "membership.granted": _("Role given"),
    "membership.ended": _("Role ended"),
}
_KEPT_FOR = frozenset((*navigation.READERS, *navigation.HOLDERS))
ENTRIES = (
    Entry(OVERVIEW, _("Home"), "layout-dashboard", "registry:home", rank=10),
    Entry(OVERVIEW, _("Mines"), "pickaxe", "registry:mine_list", rank=20),
    Entry(OVERVIEW, _("Holds"), "lock", "registry:hold_list", _KEPT_FOR, rank=24),
    Entry(OVERVIEW, _("Production"), "chart-column", "registry:production_list", _KEPT_FOR, rank=26),
    Entry(OVERVIEW, _("One map"), "map", "registry:mine_map", rank=30),
    Entry(
        WORK,
        _("Imports"),
        "file-up",
        "registry:mine_import",
        roles=frozenset({"intake_clerk", "reviewer", "department_head"}),
        rank=60,
        functions=frozenset({"natural_resources", "emergency_management", "mine_safety"}),
    ),
    Entry(
        OVERVIEW,
        _("Map layers"),
        "layers",
        "registry:layer_list",
        roles=frozenset(navigation.LOOKERS),
        rank=40,
    ),
    Entry(OPEN, _("Working-day calendar"), "calendar-days", "registry:calendar", rank=55),
    Entry(OPEN, _("Terms"), "book-open", "registry:glossary", rank=60),
    Entry(OPEN, _("About the data"), "database", "registry:about_data", rank=70),
    Entry(ADMIN, _("Organisations"), "building-2", "registry:organisation_list", roles=navigation.KEEPERS, rank=10),
    Entry(ADMIN, _("Users"), "users", "registry:user_list", roles=navigation.KEEPERS, rank=20),
    Entry(ADMIN, _("Audit log"), "scroll-text", "registry:audit_list", roles=navigation.AUDITORS, rank=80),
    Entry(ADMIN, _("Sign-in log"), "log-in", "registry:sign_in_log", roles=navigation.WATCHERS, rank=90),
)
PUBLIC = (
    Entry(FOOT, _("Terms"), "book-open", "registry:glossary", rank=60),
    Entry(FOOT, _("About the data"), "database", "registry:about_data", rank=70),
)
GIVEN = Contribution(
    room="registry",
    words=merged(WORDS, LAYERS.words(), MINES.words(), FACILITIES.words(), mine_verbs.VERBS, obligation_verbs.VERBS),
    message_kinds={
        **obligation_verbs.KINDS,
        "attachments.rejected": Kind(
            _("File not kept"),
            _("The file “%(name)s” was not kept"),
            _("%(reason)s Hand it in again if you need it."),
        ),
        "holds.placed": Kind(_("Hold placed"), _("A hold on %(mine)s: %(kind)s"), _("%(reason)s")),
        "holds.lifted": Kind(_("Hold lifted"), _("Lifted on %(mine)s: %(kind)s"), _("%(reason)s")),
        "holds.ended": Kind(_("Hold ended"), _("Ended on %(mine)s with its last day: %(kind)s"), _("%(reason)s")),
    },
    menu=navigation.named(*ENTRIES),
    public_menu=navigation.named(*PUBLIC),
    panels={"holds": holds.panel, "production": production.panel},
    holder_changes={"holds": Follower(lambda _mine: [], origins.go_along, lambda _change, _by: None)},
    search={"mines": Source(mine_search.mines, rank=10), "organisations": Source(mine_search.bodies, rank=40)},
    sweeps={
        "outbox": Sweep("registry.messages.tasks.sweep_outbox", 10, expires=10),
        "attachments": Sweep("registry.files.tasks.sweep_attachments", 10, expires=10),
        "unlinked attachments": Sweep("registry.files.tasks.sweep_unlinked_attachments", 3600, expires=3000),
        "holds": Sweep("registry.mines.tasks.sweep_holds", 600, expires=600),
        "imports": Sweep("registry.mines.tasks.sweep_imports", 15, expires=15),
        "kept answers": Sweep("registry.web.tasks.sweep_kept_answers", 3600, expires=3000),
    },
)
