"""The menus. Every room contributes its entries, so nothing is imported upward."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.base.rules.contributions import contributions
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


def named(*entries: Entry) -> dict[str, Entry]:
    """Entries as a room contributes them (slots `menu` and `public_menu`): by the name of their page."""
    return {entry.url_name: entry for entry in entries}


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
    allowed = [
        entry
        for entry in sorted(contributions.slot("menu").values(), key=lambda entry: entry.rank)
        if entry.open_to(held)
    ]
    resolved = [(entry.section, link) for entry in allowed if (link := _link(entry))]
    marked = _mark([link for _, link in resolved], path)
    groups: dict[str, list[Link]] = {key: [] for key in SECTIONS}
    for (section, _unmarked), link in zip(resolved, marked, strict=True):
        groups[section].append(link)
    return [(SECTIONS[key], links) for key, links in groups.items() if links]


def public_menu(path: str, section: str = OPEN) -> list[Link]:
    """Return the links at the head of the public pages, or at their foot."""
    ordered = sorted(
        (entry for entry in contributions.slot("public_menu").values() if entry.section == section),
        key=lambda entry: entry.rank,
    )
    return _mark([link for entry in ordered if (link := _link(entry))], path)
