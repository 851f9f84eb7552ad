"""What stands in a case now: seats of the last round, the opinions that count, objections, unseen decisions."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet, Subquery

from governance.approval.models import (
    Acknowledgement,
    Case,
    Conflict,
    ConflictSide,
    Decision,
    Opinion,
    OpinionCondition,
    ProcedureSeat,
    Round,
    Seat,
)

BINDING = (ProcedureSeat.Power.DECIDES, ProcedureSeat.Power.VETO)


def seats(case: Case) -> list[Seat]:
    """The seats of the last round in order, with the opinions that stand in them; withdrawn ones left out."""
    last = Round.objects.filter(case=case).order_by("-number").values("pk")[:1]
    rows = Seat.objects.filter(round=Subquery(last)).exclude(state=Seat.State.WITHDRAWN)
    rows = rows.select_related("round__revision", "organisation", "officer", "opinion", "carried_from__opinion")
    found = list(rows.prefetch_related("opinion__conditions", "carried_from__opinion__conditions"))
    for seat in found:
        seat.round.case = case
    return found


def opinion_of(seat: Seat) -> Opinion | None:
    """The opinion that stands in a seat: its own, or the one it carried over; none when it was withdrawn."""
    if seat.state == Seat.State.WITHDRAWN:
        return None
    if seat.state == Seat.State.CARRIED:
        return getattr(seat.carried_from, "opinion", None)
    return getattr(seat, "opinion", None)


def is_binding(seat: Seat) -> bool:
    """Whether an objection in the seat stops the case."""
    return seat.power in BINDING


def objections(case: Case, rows: Iterable[Seat] | None = None) -> list[Seat]:
    """The seats whose binding objection stands and that nobody overcame."""
    found = []
    for seat in seats(case) if rows is None else rows:
        opinion = opinion_of(seat)
        if opinion is not None and opinion.kind == Opinion.Kind.OBJECT and is_binding(seat):
            found.append(seat)
    return [seat for seat in found if not _overcome(case, seat)] if found else []


def _overcome(case: Case, seat: Seat) -> bool:
    settled = Conflict.objects.filter(case=case, settlement=Conflict.Settlement.OVERRIDDEN)
    return settled.filter(sides__seat__in=[pk for pk in (seat.pk, seat.carried_from_id) if pk]).exists()


def conditions(case: Case, seated: Iterable[Seat] | None = None) -> list[OpinionCondition]:
    """What becomes an obligation on approval: conditions of standing opinions, less those that a settlement dropped."""
    seated = seats(case) if seated is None else seated
    opinions = [opinion.pk for opinion in map(opinion_of, seated) if opinion is not None]
    rows = OpinionCondition.objects.filter(opinion__in=opinions).exclude(pk__in=dropped(case, opinions))
    return list(rows.select_related("opinion__seat__organisation").order_by("due_on", "id"))


def dropped(case: Case, opinions: Collection[int]) -> set[int]:
    """The conditions that a settlement dropped, as long as one for which they fell still stands in an opinion."""
    sides = ConflictSide.objects.filter(
        conflict__case=case, conflict__state=Conflict.State.SETTLED, condition__isnull=False
    )
    fell: dict[int, set[int]] = {}
    upheld: set[int] = set()
    for conflict, condition, opinion, is_dropped in sides.values_list(
        "conflict", "condition", "condition__opinion", "is_dropped"
    ):
        if is_dropped:
            fell.setdefault(conflict, set()).add(condition or 0)
        elif opinion in opinions:
            upheld.add(conflict)
    return set().union(*(conditions for conflict, conditions in fell.items() if conflict in upheld))


def open_conflicts(case: Case) -> QuerySet[Conflict]:
    """The conflicts that still block an approval."""
    return case.conflicts.filter(state=Conflict.State.OPEN).select_related("owner")


def later_decisions(case: Case) -> QuerySet[Decision]:
    """Decisions on the same mine that were signed since this application was submitted."""
    signed = Decision.objects.filter(case__mine=case.mine_id, state=Decision.State.SIGNED).exclude(case=case)
    if case.submitted_at is None:
        return signed.none()
    return signed.filter(countersigned_at__gte=case.submitted_at).select_related("case__matter")


def unseen(case: Case, seat: Seat) -> list[Decision]:
    """The later decisions that the seat has not acknowledged; until it has, its opinion does not count."""
    noted = Acknowledgement.objects.filter(seat__in=_lines([seat])[seat.pk]).values("decision")
    return list(later_decisions(case).exclude(pk__in=noted))


def _lines(rows: Iterable[Seat]) -> dict[int, set[int]]:
    """Each seat with the seats of the same case from which its opinion was carried: what was seen there is seen."""
    rows = list(rows)
    origins = [seat.carried_from_id for seat in rows if seat.carried_from_id]
    found = {seat.pk: {seat.pk} for seat in rows}
    if not origins:
        return found
    siblings = Seat.objects.filter(Q(pk__in=origins) | Q(carried_from__in=origins))
    cases = dict(Round.objects.filter(seats__in=rows).values_list("pk", "case"))
    same = siblings.filter(round__case__in=set(cases.values())).values_list("pk", "carried_from")
    for pk, origin in same:
        for seat in rows:
            if seat.carried_from_id is not None and seat.carried_from_id in (pk, origin):
                found[seat.pk].add(pk)
    return found


def blind(case: Case, rows: Iterable[Seat] | None = None) -> list[Seat]:
    """The seats that have spoken without having seen every later decision on the mine."""
    later = set(later_decisions(case).values_list("pk", flat=True))
    if not later:
        return []
    spoken = [seat for seat in (seats(case) if rows is None else rows) if seat.state in Seat.SPOKEN]
    lines = _lines(spoken)
    noted = Acknowledgement.objects.filter(seat__in=set().union(*lines.values()), decision__in=later)
    known: dict[int, set[int]] = {}
    for seat_id, decision_id in noted.values_list("seat", "decision"):
        known.setdefault(seat_id, set()).add(decision_id)
    return [seat for seat in spoken if not later <= set().union(*(known.get(pk, set()) for pk in lines[seat.pk]))]
