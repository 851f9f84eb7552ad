"""Read cases for the pages and the API."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from governance.approval.models import Case, Decision, DossierRevision, Opinion, Round, Seat
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import standing
from governance.approval.selectors.cases.blocking import who_is_blocking
from governance.approval.selectors.clocks.clocks import CaseClock, Clock, of_case
from registry.matters.policies.parties import COMPANY, INTAKE, OFFICE
from registry.matters.selectors.holders import Holder
from registry.scope.models import Role, User
from registry.scope.policies.base import grants_with

LIST_ORDER = ("-created_at", "-pk")


def listing(user: User) -> QuerySet[Case]:
    """The cases in the user's scope with what a list row shows."""
    rows = CasePolicy().scope(user).select_related("mine__region", "applicant", "matter__responsible")
    return rows.defer("mine__boundary")


def waiting_for(user: User) -> QuerySet[Case]:
    """The cases in which the user himself can act next."""
    state = Case.State
    company = [g.organisation_id for g in grants_with(user, *COMPANY)]
    intake = [g.organisation_id for g in grants_with(user, *INTAKE)]
    office = [g.organisation_id for g in grants_with(user, *OFFICE)]
    review = [g.organisation_id for g in grants_with(user, Role.REVIEWER)]
    heads = [g.organisation_id for g in grants_with(user, Role.DEPARTMENT_HEAD)]
    mine_to_review = Seat.objects.filter(round__case=OuterRef("pk"), state=Seat.State.OPEN).filter(
        Q(organisation__in=review) & (Q(officer__isnull=True) | Q(officer=user)) | Q(organisation__in=heads)
    )
    seated = Seat.objects.filter(round__case=OuterRef("pk"), organisation__in=heads)
    spoken = Opinion.objects.filter(seat__round__case=OuterRef("pk"), author=user)
    return listing(user).filter(
        Q(state__in=[state.DRAFT, state.CORRECTING, state.REVISING], applicant__in=company)
        | Q(state=state.SUBMITTED, matter__responsible__in=intake)
        | Q(state__in=[state.DECIDING, state.STOPPED], matter__responsible__in=office)
        | Q(Exists(mine_to_review), state=state.REVIEW)
        | Q(Exists(seated), ~Q(Exists(spoken)), state=state.COUNTERSIGNING)
    )


@dataclass(frozen=True)
class Lane:
    """One department in the picture of the parallel review."""

    seat: Seat
    clock: CaseClock | None
    opinion: Opinion | None
    start: int
    span: int

    @property
    def is_carried(self) -> bool:
        """Whether the opinion was given on an earlier revision and stands."""
        return self.seat.state == Seat.State.CARRIED


@dataclass(frozen=True)
class Overview:
    """Everything the page of a case shows about its progress."""

    case: Case
    clocks: list[CaseClock]
    holders: list[Holder]
    round: Round | None
    lanes: list[Lane]
    decision: Decision | None
    proposal: Decision | None
    reads_proposal: bool
    #: The draft of the decision that was returned to the office last, for who may read it.
    returned: Decision | None = None

    @property
    def main_clock(self) -> CaseClock | None:
        """The clock that matters now: the intake check before acceptance, the decision after."""
        wanted = Clock.INTAKE if self.case.accepted_at is None else Clock.DECISION
        return next((reading for reading in self.clocks if reading.clock == wanted), None)

    @cached_property
    def revision(self) -> DossierRevision | None:
        """The newest frozen dossier: the one under review, or before any review the one that was submitted."""
        return self.round.revision if self.round else self.case.revisions.order_by("-number").first()

    @property
    def answered(self) -> int:
        """How many departments have spoken."""
        return sum(1 for lane in self.lanes if lane.seat.state in Seat.SPOKEN)

    @property
    def scale(self) -> int:
        """The length of the picture in days: the longest period or what was really used."""
        ends = [lane.start + lane.span - 1 for lane in self.lanes]
        return max([lane.seat.days for lane in self.lanes] + ends, default=0)


def overview(case: Case, *, reader: User) -> Overview:
    """Read rounds, seats, opinions, clocks and decisions of one case; a proposal only for who may read it."""
    reads_proposal = bool(CasePolicy().check(reader, "read_proposal", case))
    clocks = of_case(case)
    seats = standing.seats(case) if case.accepted_at else []
    last = seats[0].round if seats else case.rounds.select_related("revision").order_by("-number").first()
    decisions = list(case.decisions.select_related("drafted_by", "drafted_for", "countersigned_for", "revision"))
    return Overview(
        case=case,
        clocks=clocks,
        holders=who_is_blocking(case, clocks, seats),
        round=last,
        lanes=_lanes(seats, clocks),
        decision=next((d for d in decisions if d.state == Decision.State.SIGNED), None),
        proposal=next((d for d in decisions if d.state == Decision.State.PROPOSED and reads_proposal), None),
        reads_proposal=reads_proposal,
        returned=next((d for d in decisions if d.state == Decision.State.RETURNED and reads_proposal), None),
    )


def _lanes(seats: list[Seat], clocks: list[CaseClock]) -> list[Lane]:
    by_seat = {reading.seat.pk: reading for reading in clocks if reading.seat}
    lanes = []
    for seat in seats:
        clock = by_seat.get(seat.pk)
        used = (clock.shown.days_used or 0) if clock else 0
        lanes.append(Lane(seat, clock, standing.opinion_of(seat), start=1, span=max(used, 1)))
    return lanes
