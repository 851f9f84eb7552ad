"""Open a round: who must speak, whose earlier opinion stands, and who has no seat."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, DossierRevision, ProcedureSeat, Round, Seat
from governance.approval.rules.procedures.frozen_procedures import FrozenSeat
from governance.approval.selectors.cases import standing
from governance.approval.services.clocks import clocks
from registry.base.rules.errors import WrongState
from registry.matters.models import ClockEvent
from registry.matters.services import clocks as matter_clocks
from registry.scope.models import Organisation
from registry.scope.models.actors import Actor

Kind = ClockEvent.Kind
SEAT_FIELDS = (
    "function", "power", "ground_zh", "ground_en", "days", "day_type", "silence", "deemed_basis_zh", "deemed_basis_en",
    "position",
)  # fmt: skip
#: Why the clock of a withdrawn opinion did not run; kept in both languages, for it is stored.
BETWEEN: dict[str, Any] = {
    "reason": "意见提出至撤回之间 / Between the opinion and its withdrawal",
    "legal_basis": "平台设计 / Proposal of this platform",
    "notice": "撤回的意见期间不计入期限 / The time of the withdrawn opinion is not counted",
}
#: An untouched department is not asked again unless it objected or set conditions that the change was made for.
CARRIED_KINDS = ("support", "conditions", "not_relevant")


def open_round(
    case: Case, revision: DossierRevision, *, by: Actor, at: dt.datetime, touched: set[str] | None = None
) -> Round:
    """Open the next round on `revision`; every seat's own clock starts unless its earlier opinion stands.

    `touched` holds the sections that changed since the earlier opinions were given (None: everything is new). A
    department none of whose sections changed and that agreed before keeps its opinion (`Seat.State.CARRIED`).
    """
    before = {seat.organisation_id: seat for seat in _earlier(case)} if touched is not None else {}
    review = Round.objects.create(case=case, number=case.rounds.count() + 1, revision=revision, opened_at=at)
    held = clocks.standing_pause(case)
    departments = _departments([row.function for row in case.frozen.seats])
    for row in case.frozen.seats:
        organisation = another_body(case, department(row.function, row.power, case.region_code, departments))
        if organisation is None:
            continue
        origin = _carried(before.get(organisation.pk), row, touched)
        seat = Seat.objects.create(
            round=review,
            organisation=organisation,
            state=Seat.State.CARRIED if origin else Seat.State.OPEN,
            carried_from=origin,
            officer=before[organisation.pk].officer if organisation.pk in before else None,
            closed_at=at if origin else None,
            sections=list(row.sections),
            **{name: getattr(row, name) for name in SEAT_FIELDS},
        )
        if origin is None:
            clocks.start_seat(case, seat, by=by, at=at, held=held, is_new=True)
    return review


def _earlier(case: Case) -> list[Seat]:
    """The seats of the round before; a minor amendment starts from the case that it amends."""
    return standing.seats(case) or (standing.seats(case.parent) if case.parent is not None else [])


def _carried(earlier: Seat | None, row: FrozenSeat, touched: set[str] | None) -> Seat | None:
    """The seat whose opinion stands, or None when the department must speak."""
    if earlier is None or touched is None or _reads(row, touched):
        return None
    opinion = standing.opinion_of(earlier)
    if opinion is None or opinion.kind not in CARRIED_KINDS:
        return None
    return earlier.carried_from or earlier


def _reads(row: FrozenSeat, touched: set[str]) -> bool:
    """Whether the department reads anything that changed; one that names no section reads the whole dossier."""
    sections = set(row.sections)
    return bool(touched & sections) if sections else bool(touched)


def _departments(functions: list[str]) -> list[Organisation]:
    rows = Organisation.objects.in_force().filter(kind="department", function__in=functions)
    return list(rows.select_related("region"))


def department(
    function: str, power: str, region_code: str, among: list[Organisation] | None = None
) -> Organisation | None:
    """The department of this function with the smallest territory that covers the mine; None for an adviser that is not
    set up there. Raises `WrongState` when a department that decides is missing."""
    found = [one for one in (_departments([function]) if among is None else among) if one.function == function]
    covering = [one for one in found if region_code.startswith(one.region.prefix if one.region else "")]
    if covering:
        return max(covering, key=_fitness)
    if power == ProcedureSeat.Power.ADVISES:
        return None
    name = Organisation.Function(function).label
    raise WrongState(_("No department for “%(name)s” is set up for this region.") % {"name": name})


def another_body(case: Case, usual: Organisation | None) -> Organisation | None:
    """In a reconsideration the next larger department in place of one that sat in the first case, if there is one."""
    if usual is None or case.relation != Case.Relation.RECONSIDERATION:
        return usual
    sat = set(Seat.objects.filter(round__case=case.parent_id).values_list("organisation_id", flat=True))
    own = usual.region.prefix if usual.region else ""
    found = Organisation.objects.in_force().filter(kind="department", function=usual.function).exclude(pk__in=sat)
    larger = [one for one in found.select_related("region") if _encloses(one, own)]
    return max(larger, key=_fitness) if usual.pk in sat and larger else usual


def _encloses(one: Organisation, prefix: str) -> bool:
    own = one.region.prefix if one.region else ""
    return len(own) < len(prefix) and prefix.startswith(own)


def _fitness(one: Organisation) -> tuple[int, bool]:
    """The smallest territory first; of two bodies of one territory the one that goes on."""
    return (len(one.region.prefix) if one.region else 0), one.valid_to is None


def replace(seat: Seat, *, by: Actor, at: dt.datetime, is_open: bool) -> Seat:
    """A new seat of the same department in the same round, after its opinion was withdrawn.

    Its clock goes on where the old one stood: the time between the opinion and its withdrawal is not counted.
    """
    copied = {name: getattr(seat, name) for name in (*SEAT_FIELDS, "deemed_basis_zh", "deemed_basis_en")}
    made = Seat.objects.create(
        round=seat.round,
        organisation=seat.organisation,
        officer=seat.officer,
        state=Seat.State.OPEN if is_open else Seat.State.CLOSED,
        closed_at=None if is_open else at,
        **copied,
    )
    _continue(seat.round.case, seat, made, by=by, at=at)
    if not is_open:
        clocks.write(seat.round.case, Clock.SEAT, Kind.STOP, by=by, seat=made, at=at)
    return made


def reopen(case: Case, *, by: Actor, at: dt.datetime) -> list[Seat]:
    """Open the last round and the seats that closed without an opinion again; their clocks start anew."""
    last = case.rounds.order_by("-number").first()
    if last is None:
        return []
    if last.closed_at is not None:
        last.closed_at = None
        last.save(update_fields=["closed_at"])
    held = clocks.standing_pause(case)
    closed = list(last.seats.filter(state=Seat.State.CLOSED).select_related("organisation"))
    for seat in closed:
        seat.round = last
        seat.state, seat.closed_at = Seat.State.OPEN, None
        seat.save(update_fields=["state", "closed_at"])
        clocks.start_seat(case, seat, by=by, at=at, held=held)
    return closed


def _continue(case: Case, old: Seat, new: Seat, *, by: Actor, at: dt.datetime) -> None:
    """Give the new seat the history of the old clock, with the time since its stop as a pause.

    It runs on unless the decision is paused now; a pause of its own ended when the department spoke.
    """
    events: list[ClockEvent] = list(case.clock_events.filter(clock=Clock.SEAT, subject=old.pk).order_by("at", "id"))
    held = clocks.standing_pause(case)
    if not events:
        clocks.start_seat(case, new, by=by, at=at, held=held)
        return
    stopped, was_paused = None, False
    for event in events:
        if event.kind == Kind.STOP:
            stopped = event.at
            continue
        stopped, was_paused = None, event.kind == Kind.PAUSE
        matter_clocks.copy(event, new.pk)
    if stopped is not None and not was_paused:
        told = {**BETWEEN, "told_by": old.organisation.name_zh, "expected_days": max((at - stopped).days, 1)}
        clocks.write(case, Clock.SEAT, Kind.PAUSE, by=by, seat=new, at=stopped, **told)
    if stopped is not None or was_paused:
        clocks.write(case, Clock.SEAT, Kind.RESUME, by=by, seat=new, at=at)
    clocks.hold_seat(case, new, by=by, at=at, held=held)
