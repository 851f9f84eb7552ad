"""Count a vote of the committee: quorum, recusal, majority and tie, as one pure function.

Symbols
    M  members of the committee who were invited
    R  members who stood aside (recused): they belong to neither the quorum's base nor the vote
    B = M - R  the base
    P  members present, without those who stood aside
    F, A, S  votes for, against, abstentions (a member who is present and abstains counts for the quorum)

Rules
    quorum      P >= ceil(q * B) with q = 1/2, 2/3 or 3/4, and B > 0: otherwise nothing was decided
    majority    of the votes cast: F > m * (F + A) for m = 1/2, F >= m * (F + A) for a larger m, and F > 0;
                of the members: the same with B in the place of F + A
    tie         for m = 1/2 of the votes cast F = A > 0, of the members 2 F = B: rejected, or the chair decides
Source: docs/algorithms/committee-vote.md (a proposal of this platform; the frozen procedure names the values).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

HALF = Fraction(1, 2)
CAST, MEMBERS = "cast", "members"
REJECTED, CHAIR = "rejected", "chair"
FOR, AGAINST = "for", "against"
#: What counts where the procedure says nothing.
DEFAULTS: dict[str, str] = {"quorum": "2/3", "majority": "1/2", "of": CAST, "tie": REJECTED, "ballot": "open"}


@dataclass(frozen=True)
class Rules:
    """How a vote is counted."""

    quorum: Fraction = Fraction(2, 3)
    majority: Fraction = HALF
    of: str = CAST
    tie: str = REJECTED

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Rules":
        """The rules of a procedure; what it leaves out is the default."""
        said = {**DEFAULTS, **{key: value for key, value in given.items() if value}}
        return cls(Fraction(said["quorum"]), Fraction(said["majority"]), said["of"], said["tie"])


@dataclass(frozen=True)
class Ballots:
    """What was counted. `casting` is how the chair decides a tie: "for", "against", or nothing."""

    members: int
    recused: int
    present: int
    in_favour: int
    against: int
    abstained: int
    casting: str = ""

    def __post_init__(self) -> None:
        votes = self.in_favour + self.against + self.abstained
        if min(self.members, self.recused, self.present, self.in_favour, self.against, self.abstained) < 0:
            raise ValueError("No count is below zero.")
        if not votes <= self.present <= self.members - self.recused:
            raise ValueError("Who votes is present, who is present is a member that did not stand aside.")


@dataclass(frozen=True)
class Tally:
    """The result with everything it came from."""

    base: int
    quorum_needed: int
    present: int
    is_quorate: bool
    in_favour: int
    against: int
    abstained: int
    recused: int
    is_tie: bool
    by_chair: bool
    outcome: str


def quorum_needed(rules: Rules, *, members: int, recused: int) -> int:
    """How many members must be present."""
    return max(1, ceil(rules.quorum * (members - recused)))


def count(rules: Rules, ballots: Ballots) -> Tally:
    """The outcome: "adopted", "rejected" or "no_quorum"."""
    base = ballots.members - ballots.recused
    needed = quorum_needed(rules, members=ballots.members, recused=ballots.recused)
    is_quorate = ballots.present >= needed
    tie = is_quorate and is_tie(rules, ballots)
    by_chair = tie and rules.tie == CHAIR and ballots.casting in (FOR, AGAINST)
    if not is_quorate:
        outcome = "no_quorum"
    elif by_chair:
        outcome = "adopted" if ballots.casting == FOR else "rejected"
    else:
        outcome = "adopted" if _carries(rules, ballots, base) else "rejected"
    return Tally(
        base, needed, ballots.present, is_quorate, ballots.in_favour, ballots.against, ballots.abstained,
        ballots.recused, tie, by_chair, outcome,
    )  # fmt: skip


def is_tie(rules: Rules, ballots: Ballots) -> bool:
    """Whether exactly half is for the proposal where more than half is needed."""
    if rules.majority != HALF or ballots.in_favour == 0:
        return False
    if rules.of == MEMBERS:
        return 2 * ballots.in_favour == ballots.members - ballots.recused
    return ballots.in_favour == ballots.against


def _carries(rules: Rules, ballots: Ballots, base: int) -> bool:
    whole = base if rules.of == MEMBERS else ballots.in_favour + ballots.against
    if ballots.in_favour == 0:
        return False
    if rules.majority <= HALF:
        return ballots.in_favour > rules.majority * whole
    return ballots.in_favour >= rules.majority * whole
