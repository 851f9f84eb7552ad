"""Whether a hold stops what somebody wants to do: pure, without the database.

A hold on the whole mine stops everything of its kinds on it. A hold on one facility or one work lets what concerns
another one pass, and stops what concerns the mine as a whole: an approval of the mine is an approval of that place too.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ref:
    """A record of a room: the kind under which the room registered it, and its key there."""

    kind: str
    key: str


@dataclass(frozen=True)
class Lying:
    """What of a hold decides: the things it stops, where it lies, and what it makes an exception for."""

    kind: str
    blocks: frozenset[str]
    source: Ref
    facility: int | None = None
    work: Ref | None = None
    spares_remedy: bool = True


@dataclass(frozen=True)
class Question:
    """What somebody wants to let pass: one thing, on a facility, a work or the mine as a whole.

    `remedies` are the source records that it remedies (the order for which a work was proposed): a hold that one of
    them placed lets it pass. `ends` are kinds of hold that such a decision ends by its nature, as the restart of a mine
    ends the order to stop.
    """

    thing: str
    facility: int | None = None
    work: Ref | None = None
    remedies: frozenset[Ref] = field(default_factory=frozenset)
    ends: frozenset[str] = field(default_factory=frozenset)


def stops(hold: Lying, question: Question) -> bool:
    """Whether the hold stops what is asked; in doubt about the place it does."""
    if question.thing not in hold.blocks or hold.kind in question.ends:
        return False
    if hold.spares_remedy and hold.source in question.remedies:
        return False
    return not _elsewhere(hold, question)


def _elsewhere(hold: Lying, question: Question) -> bool:
    """Whether the hold lies on another place or work than the one that is asked about."""
    if hold.facility is not None and question.facility is not None and hold.facility != question.facility:
        return True
    return hold.work is not None and question.work is not None and hold.work != question.work
