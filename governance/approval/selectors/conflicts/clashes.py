"""Where the standing opinions of a case contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from governance.approval.models import Case, Conflict, ConflictKind, ConflictSide, Opinion, OpinionCondition, Seat
from governance.approval.selectors.cases import standing

Side = ConflictKind.Side
FAVOURABLE = (Opinion.Kind.SUPPORT, Opinion.Kind.CONDITIONS)
OPINIONS = "opinions"


@dataclass(frozen=True)
class Party:
    """A seat in a clash, with the condition it stands on where conditions clash."""

    seat: Seat
    condition: OpinionCondition | None = None
    side: str = ""


@dataclass(frozen=True)
class Clash:
    """What contradicts what; `key` is unique among the open conflicts of a case."""

    key: str
    kind: str
    topic: ConflictKind | None
    parties: list[Party]


def of_case(case: Case, seats: Sequence[Seat] | None = None) -> list[Clash]:
    """The clashes that stand now and that no settlement covers."""
    seats = standing.seats(case) if seats is None else seats
    found = [_opinions(case, seats), *_topics(case, seats)]
    return [clash for clash in found if clash is not None]


def _opinions(case: Case, seats: Sequence[Seat]) -> Clash | None:
    """A standing binding objection against support; one that was upheld clashes no more: a refusal follows."""
    opinions = [(seat, standing.opinion_of(seat)) for seat in seats]
    favour = [seat for seat, opinion in opinions if opinion is not None and opinion.kind in FAVOURABLE]
    objecting = standing.objections(case, seats) if favour else []
    if not objecting:
        return None
    upheld = set(
        ConflictSide.objects.filter(conflict__case=case, conflict__settlement=Conflict.Settlement.UPHELD).values_list(
            "seat_id", flat=True
        )
    )
    against = [seat for seat in objecting if not {seat.pk, seat.carried_from_id} & upheld]
    if not against:
        return None
    return Clash(OPINIONS, Conflict.Kind.OPINIONS, None, [Party(seat) for seat in [*against, *favour]])


def _topics(case: Case, seats: Sequence[Seat]) -> list[Clash]:
    """Standing conditions of two seats on both sides of one topic."""
    by_topic: dict[int, list[Party]] = {}
    for seat in seats:
        opinion = standing.opinion_of(seat)
        if opinion is None:
            continue
        for condition in opinion.conditions.all():
            if condition.topic_id is not None:
                by_topic.setdefault(condition.topic_id, []).append(Party(seat, condition, condition.side))
    if not by_topic:
        return []
    opinions = {party.condition.opinion_id for rows in by_topic.values() for party in rows if party.condition}
    settled, dropped = _settled_conditions(case), standing.dropped(case, opinions)
    topics = ConflictKind.objects.in_bulk(by_topic)
    found = []
    for topic_id, parties in by_topic.items():
        left = [party for party in parties if _key(party) not in dropped]
        clashing = _clashing(left, settled)
        if clashing:
            topic = topics[topic_id]
            found.append(Clash(f"topic:{topic.code}", Conflict.Kind.CONDITIONS, topic, clashing))
    return found


def _key(party: Party) -> int:
    return party.condition.pk if party.condition is not None else 0


def _clashing(parties: list[Party], settled: list[set[int]]) -> list[Party]:
    """The parties of every pair of two seats on opposite sides that no settled conflict covers as a pair."""
    safety = [party for party in parties if party.side == Side.SAFETY]
    ecology = [party for party in parties if party.side == Side.ECOLOGY]
    keys: set[int] = set()
    for one, other in product(safety, ecology):
        pair = {_key(one), _key(other)}
        if one.seat.pk != other.seat.pk and not any(pair <= covered for covered in settled):
            keys |= pair
    return [party for party in parties if _key(party) in keys]


def _settled_conditions(case: Case) -> list[set[int]]:
    """The conditions of each settled conflict of the case."""
    covered: dict[int, set[int]] = {}
    rows = ConflictSide.objects.filter(
        conflict__case=case, conflict__state=Conflict.State.SETTLED, condition__isnull=False
    )
    for conflict_id, condition_id in rows.values_list("conflict_id", "condition_id"):
        covered.setdefault(conflict_id, set()).add(condition_id or 0)
    return list(covered.values())
