"""Read the work queue: what a person, a body and the others must do now."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from governance.approval.models import CaseQueueEntry, Opinion, Procedure, Round, Substitution
from governance.approval.policies.case_states import INTAKE, OFFICE, REVIEW
from governance.approval.policies.cases import COMPANY, OFFICIAL, CasePolicy
from governance.approval.selectors.clocks import clocks
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import grants_with, territory
from registry.scope.selectors import members

MINE, DEPARTMENT, WAITING, OVERDUE, PAUSED = TABS = ("mine", "department", "waiting", "overdue", "paused")
URGENCY = ("urgent_on", "id")
#: Nothing is counted further.
MOST_COUNTED = 100
#: A list of bodies to choose from holds no more.
MOST_BODIES = 200
#: Who looks on: they hold no case, and so wait for everybody.
OBSERVERS = (Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.INSPECTOR, Role.FUND_OFFICER)
#: Who sees the queue of whom in his own body.
LEADS: dict[Role, tuple[Role, ...]] = {
    Role.DEPARTMENT_HEAD: REVIEW,
    Role.COMMITTEE_OFFICE: INTAKE,
    Role.COMPANY_MANAGER: COMPANY,
}
Part = CaseQueueEntry.Part


def scope(user: User) -> QuerySet[CaseQueueEntry]:
    """The entries of the cases that the user may see, with what a row shows."""
    rows = CaseQueueEntry.objects.filter(case__in=CasePolicy().scope(user))
    if not grants_with(user, *OFFICIAL):
        rows = rows.exclude(part=Part.CONFLICT)  # the authorities' own business, as the conflict itself
    shown = rows.select_related("case__mine__region", "case__applicant", "organisation", "officer")
    return shown.defer("case__mine__boundary")


def of_tab(
    user: User, tab: str, *, person: User | None = None, body: Organisation | None = None
) -> QuerySet[CaseQueueEntry]:
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


def mine(user: User) -> QuerySet[CaseQueueEntry]:
    """What the user himself can do now."""
    return of_tab(user, MINE)


def capped(rows: QuerySet[CaseQueueEntry]) -> str:
    """How many rows there are, counted no further than needed: "99+"."""
    found = rows.select_related(None).defer(None).order_by()[:MOST_COUNTED].count()
    return f"{MOST_COUNTED - 1}+" if found >= MOST_COUNTED else str(found)


def read(rows: Sequence[Any]) -> None:
    """Put beside each row its clock as it is now, and who else holds the case."""
    cases = {row.case_id: row.case for row in rows}
    found = clocks.of_cases(cases.values())
    others: dict[int, list[CaseQueueEntry]] = {}
    for entry in CaseQueueEntry.objects.filter(case__in=list(cases)).select_related("organisation"):
        others.setdefault(entry.case_id, []).append(entry)
    for row in rows:
        row.reading = next((one for one in found[row.case_id] if _is_of(one, row)), None)
        row.others = [one.organisation for one in others.get(row.case_id, []) if one.pk != row.pk]


def _is_of(reading: clocks.CaseClock, row: CaseQueueEntry) -> bool:
    """Whether the clock is the one that the entry runs on."""
    return reading.clock == row.clock and (reading.seat is None or reading.seat.pk == row.seat_id)


def procedure_names() -> dict[str, str]:
    """The name of each procedure by its code, of the latest version."""
    rows = Procedure.objects.order_by("version").only("code", "name_zh", "name_en")
    return {row.code: row.name for row in rows}


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
        held = Exists(CaseQueueEntry.objects.filter(organisation=OuterRef("pk")))
        bodies_there = territory(watching, "region__code") & Q(kind=Organisation.Kind.DEPARTMENT) & held
        own |= bodies_there
    return list(Organisation.objects.filter(own).order_by("name_zh", "id")[:MOST_BODIES])


def _own(user: User) -> list[int]:
    return sorted({grant.organisation_id for grant in grants_with(user, *OFFICIAL, *COMPANY)})


def _looks_on(user: User) -> bool:
    """Whether the user only watches: no role of his ever holds a case."""
    return not grants_with(user, *COMPANY, *INTAKE, *REVIEW) and bool(grants_with(user, *OBSERVERS))


def _held(rows: QuerySet[CaseQueueEntry]) -> QuerySet[CaseQueueEntry]:
    return rows.exclude(part=Part.APPLICANT)


def _takes_part(own: list[int]) -> Q:
    """Cases in which one of the bodies applies, decides or sits."""
    seated = Round.objects.filter(case=OuterRef("case"), seats__organisation__in=own)
    return Q(case__applicant__in=own) | Q(case__office__in=own) | Q(Exists(seated))


def _can_act(user: User) -> Q:
    """Entries on which the person can act: by his role in the body, and by assignment or substitution."""

    def of(*roles: Role) -> list[int]:
        return [grant.organisation_id for grant in grants_with(user, *roles)]

    heads, review = of(Role.DEPARTMENT_HEAD), of(*REVIEW)
    covered = Substitution.objects.in_force().filter(substitute=user, organisation__in=review).values("officer")
    assigned = Q(officer__isnull=True) | Q(officer=user) | Q(officer__in=covered)
    spoken = Opinion.objects.filter(seat__round__case=OuterRef("case"), author=user)
    return (
        Q(part=Part.APPLICANT, organisation__in=of(*COMPANY))
        | Q(part=Part.INTAKE, organisation__in=of(*INTAKE))
        | Q(part__in=[Part.OFFICE, Part.CONFLICT], organisation__in=of(*OFFICE))
        | Q(part=Part.SEAT, organisation__in=heads)
        | Q(assigned, part=Part.SEAT, organisation__in=review)
        | Q(part=Part.DEPARTMENT, organisation__in=review)
        | Q(~Exists(spoken), part=Part.SIGNATURE, organisation__in=heads)
    )
