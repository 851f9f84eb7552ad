"""Read the work queue: what a person, a body and the others must do now."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from registry.matters.models import QueueEntry
from registry.matters.policies.parties import COMPANY, INTAKE, OBSERVERS, OFFICIAL, REVIEW
from registry.matters.selectors import kinds
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import grants_with, territory
from registry.scope.selectors import members

MINE, DEPARTMENT, WAITING, OVERDUE, PAUSED = TABS = ("mine", "department", "waiting", "overdue", "paused")
URGENCY = ("urgent_on", "id")
#: Nothing is counted further.
MOST_COUNTED = 100
#: A list of bodies to choose from holds no more.
MOST_BODIES = 200
#: Who sees the queue of whom in his own body.
LEADS: dict[Role, tuple[Role, ...]] = {
    Role.DEPARTMENT_HEAD: REVIEW,
    Role.COMMITTEE_OFFICE: INTAKE,
    Role.COMPANY_MANAGER: COMPANY,
}


def scope(user: User) -> QuerySet[QueueEntry]:
    """The entries of the matters that the user may see, with what a row shows."""
    rows = QueueEntry.objects.filter(kinds.seen(user))
    if not grants_with(user, *OFFICIAL):  # the authorities' own business
        for kind in kinds.every():
            rows = rows.exclude(kind=kind.code, part__in=kind.hides) if kind.hides else rows
    shown = rows.select_related("matter__mine__region", "company", "organisation", "officer")
    return shown.defer("matter__mine__boundary")


def of_tab(
    user: User, tab: str, *, person: User | None = None, body: Organisation | None = None
) -> QuerySet[QueueEntry]:
    """The entries of one tab, for a colleague or a body where one is named."""
    rows, own = scope(user), _own(user)
    if tab == DEPARTMENT:
        rows = rows.filter(organisation__in=[body.pk] if body else own) if body or not _looks_on(user) else _held(rows)
        return rows.filter(officer=person) if person else rows
    if tab == MINE:
        led = [grant.organisation_id for grant in grants_with(user, *LEADS)]
        rows = rows.filter(_can_act(person), organisation__in=led) if person else rows.filter(_can_act(user))
    elif tab == WAITING:
        rows = rows.exclude(organisation__in=own)
        rows = rows if _looks_on(user) else rows.filter(_takes_part(own))
    elif tab == OVERDUE:
        rows = rows.filter(urgent_on__lt=timezone.localdate())
    elif tab == PAUSED:
        rows = rows.filter(is_paused=True)
    if tab != MINE and person:
        rows = rows.filter(officer=person)
    return rows.filter(organisation=body) if body else rows


def mine(user: User) -> QuerySet[QueueEntry]:
    """What the user himself can do now."""
    return of_tab(user, MINE)


def capped(rows: QuerySet[QueueEntry]) -> str:
    """How many rows there are, counted no further than needed: "99+"."""
    found = rows.select_related(None).defer(None).order_by()[:MOST_COUNTED].count()
    return f"{MOST_COUNTED - 1}+" if found >= MOST_COUNTED else str(found)


def read(rows: Sequence[Any]) -> None:
    """Put beside each row its clock as it is now, the words of its kind, and who else holds the matter."""
    found = kinds.clocks({row.matter_id: row.matter for row in rows}.values())
    others: dict[int, list[QueueEntry]] = {}
    for entry in QueueEntry.objects.filter(matter__in=list(found)).select_related("organisation"):
        others.setdefault(entry.matter_id, []).append(entry)
    for row in rows:
        row.reading = next(
            (one for one in found[row.matter_id] if one.clock == row.clock and one.subject in (0, row.subject)), None
        )
        row.others = [one.organisation for one in others.get(row.matter_id, []) if one.pk != row.pk]
        words(row)


def words(row: Any) -> Any:
    """The row with the address, the icon and the word and tone of the state that its kind says."""
    kind, shown = kinds.of(row.kind), kinds.label_of(row)
    row.address, row.icon, row.state_label, row.state_tone = kind.address(row.matter_id), kind.icon, *shown
    return row


def states() -> list[tuple[str, Any]]:
    """The states in which something waits, of every kind, each code once."""
    found: dict[str, Any] = {}
    for kind in kinds.every():
        for code, shown in kind.states.items():
            found.setdefault(code, shown.label)
    return list(found.items())


def categories() -> dict[str, str]:
    """What the matters of every kind are filed under, by code."""
    return {code: name for kind in kinds.every() for code, name in kind.categories().items()}


def people(user: User) -> list[User]:
    """The colleagues whose queue the user may see: those of the bodies that he leads."""
    found: dict[int, User] = {}
    for leader, roles in LEADS.items():
        bodies = [grant.organisation_id for grant in grants_with(user, leader)]
        if bodies:
            found |= {person.pk: person for person in members.holding(bodies, *roles)}
    return sorted(found.values(), key=lambda person: (person.full_name, person.pk))


def bodies(user: User) -> list[Organisation]:
    """The bodies whose queue the user may choose: his own; for who looks on or leads the office all that hold work."""
    own: Any = Q(pk__in=_own(user))
    watching = grants_with(user, *OBSERVERS, Role.COMMITTEE_OFFICE)
    if watching:
        held = Exists(QueueEntry.objects.filter(organisation=OuterRef("pk")))
        bodies_there = territory(watching, "region__code") & Q(kind=Organisation.Kind.DEPARTMENT) & held
        own |= bodies_there
    return list(Organisation.objects.filter(own).order_by("name_zh", "id")[:MOST_BODIES])


def _own(user: User) -> list[int]:
    return sorted({grant.organisation_id for grant in grants_with(user, *OFFICIAL, *COMPANY)})


def _looks_on(user: User) -> bool:
    """Whether the user only watches: no role of his ever holds a matter."""
    return not grants_with(user, *COMPANY, *INTAKE, *REVIEW) and bool(grants_with(user, *OBSERVERS))


def _held(rows: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
    return rows.exclude(organisation__kind=Organisation.Kind.COMPANY)


def _takes_part(own: Sequence[int]) -> Q:
    """Matters in which one of the bodies applies, is responsible, or has a part."""
    condition = Q(company__in=own) | Q(matter__responsible__in=own)
    for kind in kinds.every():
        condition |= Q(kind.takes_part(own), kind=kind.code)
    return condition


def _can_act(user: User) -> Q:
    """Entries on which the person can act, as their kind says."""
    condition = Q(pk__in=[])
    for kind in kinds.every():
        condition |= Q(kind.can_act(user), kind=kind.code)
    return condition
