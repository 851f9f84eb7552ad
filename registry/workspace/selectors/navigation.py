"""The menus. Rooms above the registry add their entries at start-up by name, so nothing is imported upward."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.scope.rules.grants import Grant

OVERVIEW, WORK, OPEN, ADMIN = "overview", "work", "open", "admin"
#: Entries of the foot of the public pages only.
FOOT = "foot"
SECTIONS: dict[str, str | Promise] = {
    OVERVIEW: _("Overview"),
    WORK: _("Work"),
    OPEN: _("Open government"),
    ADMIN: _("Administration"),
}


@dataclass(frozen=True)
class Entry:
    """One line of a menu; `roles` None means every signed-in person, `rank` orders a section.

    `functions` narrows the roles to departments of these functions.
    """

    section: str
    label: str | Promise
    icon: str
    url_name: str
    roles: frozenset[str] | None = None
    rank: int = 50
    functions: frozenset[str] | None = None

    def open_to(self, grants: Iterable[Grant]) -> bool:
        """Whether one of the grants opens the entry; the page itself checks again."""
        if self.roles is None:
            return True
        held = (grant for grant in grants if grant.role in self.roles)
        return any(self.functions is None or grant.function in self.functions for grant in held)


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    label: str | Promise
    icon: str
    url: str
    current: bool


ADMINISTRATORS = frozenset({"administrator"})
AUDITORS = frozenset({"auditor"})
WATCHERS = frozenset({"auditor", "security_officer"})
#: Who keeps accounts and bodies: the three powers, and a manager for his company.
KEEPERS = frozenset({"administrator", "security_officer", "auditor", "company_manager"})

#: Roles of departments, committees and their offices.
LOOKERS = (
    "intake_clerk", "reviewer", "department_head", "committee_office", "committee_member", "inspector", "fund_officer",
    "auditor", "administrator",
)  # fmt: skip

#: Who reads what is kept of mines: the lookers without those who only keep accounts, and the companies.
READERS = tuple(role for role in LOOKERS if role != "administrator")
HOLDERS = ("applicant", "company_manager")

_entries: list[Entry] = [
    Entry(OVERVIEW, _("Home"), "layout-dashboard", "registry:home", rank=10),
    Entry(OVERVIEW, _("Mines"), "pickaxe", "registry:mine_list", rank=20),
    Entry(OVERVIEW, _("Holds"), "lock", "registry:hold_list", roles=frozenset((*READERS, *HOLDERS)), rank=24),
    Entry(OVERVIEW, _("Production"), "chart-column", "registry:production_list", frozenset((*READERS, *HOLDERS)), 26),
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
        roles=frozenset(LOOKERS),
        rank=40,
    ),
    Entry(OPEN, _("Working-day calendar"), "calendar-days", "registry:calendar", rank=55),
    Entry(OPEN, _("Terms"), "book-open", "registry:glossary", rank=60),
    Entry(OPEN, _("About the data"), "database", "registry:about_data", rank=70),
    Entry(ADMIN, _("Organisations"), "building-2", "registry:organisation_list", roles=KEEPERS, rank=10),
    Entry(ADMIN, _("Users"), "users", "registry:user_list", roles=KEEPERS, rank=20),
    Entry(ADMIN, _("Audit log"), "scroll-text", "registry:audit_list", roles=AUDITORS, rank=80),
    Entry(ADMIN, _("Sign-in log"), "log-in", "registry:sign_in_log", roles=WATCHERS, rank=90),
]
_public: list[Entry] = [
    Entry(FOOT, _("Terms"), "book-open", "registry:glossary", rank=60),
    Entry(FOOT, _("About the data"), "database", "registry:about_data", rank=70),
]


def register(*entries: Entry, public: bool = False) -> None:
    """Add entries of another room; called from its `AppConfig.ready`."""
    target = _public if public else _entries
    target.extend(entry for entry in entries if entry not in target)


def _link(entry: Entry) -> Link | None:
    """Resolve an entry; one whose page does not exist is left out."""
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    return Link(label=entry.label, icon=entry.icon, url=url, current=False)


def _mark(links: list[Link], path: str) -> list[Link]:
    """Mark the link whose address is the longest beginning of the current path; a start page only marks itself."""
    below = [link for link in links if link.url.rstrip("/").count("/") > 1]
    fitting = [link for link in links if path == link.url]
    fitting += [link for link in below if path.startswith(link.url.rstrip("/") + "/")]
    best = max(fitting, key=lambda link: len(link.url), default=None)
    return [Link(link.label, link.icon, link.url, link is best) for link in links]


def menu(grants: Iterable[Grant], path: str) -> list[tuple[str | Promise, list[Link]]]:
    """Return the sections and links that these grants open, in order."""
    held = list(grants)
    allowed = [entry for entry in sorted(_entries, key=lambda entry: entry.rank) if entry.open_to(held)]
    resolved = [(entry.section, link) for entry in allowed if (link := _link(entry))]
    marked = _mark([link for _, link in resolved], path)
    groups: dict[str, list[Link]] = {key: [] for key in SECTIONS}
    for (section, _unmarked), link in zip(resolved, marked, strict=True):
        groups[section].append(link)
    return [(SECTIONS[key], links) for key, links in groups.items() if links]


def public_menu(path: str, section: str = OPEN) -> list[Link]:
    """Return the links at the head of the public pages, or at their foot."""
    ordered = sorted((entry for entry in _public if entry.section == section), key=lambda entry: entry.rank)
    return _mark([link for entry in ordered if (link := _link(entry))], path)
