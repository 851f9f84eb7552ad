"""What clocks, queue and reminders ask of a case: its kind of matter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.approval.models import Case, Clock, Decision, Opinion, Part, Round, Seat, Substitution
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases.blocking import who_is_blocking
from governance.approval.selectors.clocks import clocks
from governance.approval.selectors.procedures import procedures
from governance.approval.services.cases import announcements
from governance.approval.services.conflicts.case_agenda import CaseAgenda
from registry.calendar.rules.working_days import WorkingDayTable
from registry.matters.models import Matter
from registry.matters.policies.parties import COMPANY, INTAKE, OFFICE, REVIEW
from registry.matters.selectors import kinds
from registry.matters.selectors.clocks import MatterClock
from registry.matters.selectors.holders import Holder
from registry.matters.selectors.kinds import MatterKind, Shown, Standing
from registry.scope.models import Role, User
from registry.scope.policies.base import grants_with

State = Case.State
#: The tone of each state, for its tag.
TONES: dict[str, str] = {
    State.DRAFT: "muted",
    State.SUBMITTED: "wait",
    State.CORRECTING: "warn",
    State.REVIEW: "wait",
    State.DECIDING: "info",
    State.STOPPED: "bad",
    State.REVISING: "warn",
    State.COUNTERSIGNING: "info",
    State.APPROVED: "ok",
    State.REFUSED: "bad",
    State.NOT_ACCEPTED: "muted",
    State.WITHDRAWN: "muted",
}
#: Nobody holds a case that ended so.
_OVER = (State.NOT_ACCEPTED, State.WITHDRAWN)


def _standing(keys: Sequence[int], table: WorkingDayTable | None) -> dict[int, Standing]:
    rows = Case.objects.filter(pk__in=keys).select_related("applicant", "matter__responsible").order_by("pk")
    cases = list(rows)
    found = clocks.of_cases(cases, table=table)
    return {case.pk: _one(case, found[case.pk]) for case in cases}


def _one(case: Case, found: list[clocks.CaseClock]) -> Standing:
    return Standing(
        state=case.state,
        since=case.updated_at,
        clocks=found,
        holders=who_is_blocking(case, found),
        category=case.frozen.code,
        company_id=case.applicant_id,
    )


def _clocks(keys: Sequence[int]) -> Mapping[int, Sequence[MatterClock]]:
    return clocks.of_cases(Case.objects.filter(pk__in=keys))


def _held() -> QuerySet[Any]:
    """Open, or signed and not delivered."""
    undelivered = Decision.objects.filter(state=Decision.State.SIGNED, delivered_at__isnull=True)
    return Case.objects.filter(~Q(state__in=Case.ENDED) | Q(pk__in=undelivered.values("case"))).values("pk")


def _drifted() -> Q:
    """Entries of another state than the case's, or of another officer than the seat's."""
    case = Case.objects.filter(pk=OuterRef("matter"), state=OuterRef("state"))
    seat = Seat.objects.filter(pk=OuterRef("subject"))
    nobody, somebody = Q(officer__isnull=True), Exists(seat.filter(officer=OuterRef("officer")))
    moved = nobody & Exists(seat.filter(officer__isnull=False)) | ~nobody & ~somebody
    return ~Exists(case) | Q(subject__gt=0) & moved


def _can_act(user: User) -> Q:
    """Entries on which the person can act: by his role in the body, and by assignment or substitution."""

    def of(*roles: Role) -> list[int]:
        return [grant.organisation_id for grant in grants_with(user, *roles)]

    heads, review = of(Role.DEPARTMENT_HEAD), of(*REVIEW)
    covered = Substitution.objects.in_force().filter(substitute=user, organisation__in=review).values("officer")
    assigned = Q(officer__isnull=True) | Q(officer=user) | Q(officer__in=covered)
    spoken = Opinion.objects.filter(seat__round__case=OuterRef("matter"), author=user)
    return (
        Q(part=Part.APPLICANT, organisation__in=of(*COMPANY))
        | Q(part=Part.INTAKE, organisation__in=of(*INTAKE))
        | Q(part__in=[Part.OFFICE, Part.CONFLICT], organisation__in=of(*OFFICE))
        | Q(part=Part.SEAT, organisation__in=heads)
        | Q(assigned, part=Part.SEAT, organisation__in=review)
        | Q(part=Part.DEPARTMENT, organisation__in=review)
        | Q(~Exists(spoken), part=Part.SIGNATURE, organisation__in=heads)
    )


def _takes_part(own: Sequence[int]) -> Q:
    """Cases in which one of the bodies sits."""
    return Q(Exists(Round.objects.filter(case=OuterRef("matter"), seats__organisation__in=own)))


def _keeper(matter: Matter, clock: MatterClock, paused: Sequence[MatterClock]) -> Holder | None:
    """Who must end a pause: the office for the decision; a department for its own, not for one with the decision."""
    task = _("End the pause or say anew why it lasts")
    if clock.clock != Clock.SEAT:
        return Holder(matter.responsible, task, clock, Part.OFFICE)
    main = next((one for one in paused if one.clock == Clock.DECISION), None)
    seat = Seat.objects.select_related("organisation", "officer").get(pk=clock.subject)
    if seat.state != Seat.State.OPEN or (main is not None and main.pause_until == clock.pause_until):
        return None
    return Holder(seat.organisation, task, clock, Part.SEAT, seat.pk, seat.officer)


def _remind(matter: Matter, step: str, people: Iterable[User], task: str, due: str) -> None:
    case = Case.objects.select_related("mine").get(pk=matter.pk)
    announcements.reminded(case, step, people, task=task, due=due)


def _address(key: int) -> str:
    return reverse("governance:case_detail", args=[key])


KIND = MatterKind(
    code=Case.KIND,
    label=gettext_lazy("Case"),
    icon="git-pull-request-arrow",
    address=_address,
    standing=_standing,
    clocks=_clocks,
    held=_held,
    scope=lambda user: CasePolicy().scope(user).values("pk"),
    can_act=_can_act,
    takes_part=_takes_part,
    remind=_remind,
    keeper=_keeper,
    drifted=_drifted,
    states={code: Shown(label, TONES[code]) for code, label in State.choices if code not in _OVER},
    hides=(Part.CONFLICT,),
    categories=procedures.names,
    agenda=CaseAgenda(),
)


def register() -> None:
    """Make cases known to whatever serves matters."""
    kinds.register(KIND)
