"""The count of a vote: the worked numbers of docs/algorithms/committee-vote.md, and what no vote may do."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.committee.rules import voting
from governance.committee.rules.voting import Ballots, Rules, count

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


def ballots(members: int, recused: int, present: int, votes: tuple[int, int, int], casting: str = "") -> Ballots:
    return Ballots(members, recused, present, *votes, casting)


@pytest.mark.parametrize(
    ("rules", "cast", "outcome"),
    [
        (Rules(), ballots(9, 0, 6, (4, 2, 0)), "adopted"),
        (Rules(), ballots(9, 0, 5, (5, 0, 0)), "no_quorum"),
        (Rules(), ballots(9, 3, 4, (3, 1, 0)), "adopted"),
        (Rules(), ballots(9, 0, 6, (3, 3, 0)), "rejected"),
        (Rules(tie="chair"), ballots(9, 0, 6, (3, 3, 0), "for"), "adopted"),
        (Rules(tie="chair"), ballots(9, 0, 6, (3, 3, 0), "against"), "rejected"),
        (Rules(tie="chair"), ballots(9, 0, 6, (3, 3, 0)), "rejected"),
        (Rules(), ballots(9, 0, 6, (2, 1, 3)), "adopted"),
        (Rules(of="members"), ballots(9, 0, 6, (4, 0, 2)), "rejected"),
        (Rules(of="members"), ballots(9, 0, 6, (5, 0, 1)), "adopted"),
        (Rules(of="members", tie="chair"), ballots(8, 0, 6, (4, 2, 0), "for"), "adopted"),
        (Rules(majority=TWO_THIRDS), ballots(9, 0, 6, (4, 2, 0)), "adopted"),
        (Rules(majority=TWO_THIRDS), ballots(9, 0, 7, (4, 3, 0)), "rejected"),
        (Rules(), ballots(9, 0, 6, (0, 0, 6)), "rejected"),
        (Rules(), ballots(3, 3, 0, (0, 0, 0)), "no_quorum"),
        (Rules(quorum=HALF), ballots(4, 1, 2, (1, 0, 1)), "adopted"),
    ],
)  # fmt: skip
def test_worked_numbers(rules: Rules, cast: Ballots, outcome: str) -> None:
    assert count(rules, cast).outcome == outcome


def test_the_result_carries_what_it_came_from() -> None:
    tally = count(Rules(), ballots(9, 3, 5, (3, 1, 1)))
    assert (tally.base, tally.quorum_needed, tally.present, tally.recused, tally.is_quorate) == (6, 4, 5, 3, True)


def test_a_procedure_says_its_rules() -> None:
    rules = Rules.read({"quorum": "3/4", "majority": "2/3", "tie": "chair", "ballot": "secret"})
    assert rules == Rules(Fraction(3, 4), TWO_THIRDS, "cast", "chair")
    assert Rules.read({}) == Rules()


@pytest.mark.parametrize(
    "numbers", [(3, 0, 2, (2, 1, 0)), (3, 2, 2, (1, 0, 0)), (3, 0, 3, (-1, 0, 0)), (2, 3, 0, (0, 0, 0))]
)
def test_impossible_counts(numbers: tuple[int, int, int, tuple[int, int, int]]) -> None:
    with pytest.raises(ValueError, match=r"member|zero"):
        ballots(*numbers)


@st.composite
def votes(draw: st.DrawFn) -> tuple[Rules, Ballots]:
    members = draw(st.integers(0, 40))
    recused = draw(st.integers(0, members))
    present = draw(st.integers(0, members - recused))
    in_favour = draw(st.integers(0, present))
    against = draw(st.integers(0, present - in_favour))
    abstained = draw(st.integers(0, present - in_favour - against))
    rules = Rules(
        draw(st.sampled_from([HALF, TWO_THIRDS, Fraction(3, 4)])),
        draw(st.sampled_from([HALF, TWO_THIRDS])),
        draw(st.sampled_from(["cast", "members"])),
        draw(st.sampled_from(["rejected", "chair"])),
    )
    casting = draw(st.sampled_from(["", "for", "against"]))
    return rules, Ballots(members, recused, present, in_favour, against, abstained, casting)


@given(votes())
def test_nothing_is_adopted_without_quorum_or_a_vote_for_it(made: tuple[Rules, Ballots]) -> None:
    rules, cast = made
    tally = count(rules, cast)
    if tally.outcome == "adopted":
        assert tally.present >= rules.quorum * tally.base > 0
        assert cast.in_favour > 0
        assert cast.in_favour >= cast.against
        assert cast.in_favour > cast.against or tally.by_chair


@given(votes())
def test_one_more_vote_for_it_never_hurts(made: tuple[Rules, Ballots]) -> None:
    rules, cast = made
    if cast.against == 0 or count(rules, cast).outcome != "adopted":
        return
    turned = Ballots(
        cast.members, cast.recused, cast.present, cast.in_favour + 1, cast.against - 1, cast.abstained, cast.casting
    )
    assert count(rules, turned).outcome == "adopted"


@given(votes())
def test_the_chair_decides_only_a_tie(made: tuple[Rules, Ballots]) -> None:
    rules, cast = made
    tally = count(rules, cast)
    assert not tally.by_chair or (tally.is_tie and rules.tie == voting.CHAIR)
    if not tally.is_tie:
        silent = Ballots(cast.members, cast.recused, cast.present, cast.in_favour, cast.against, cast.abstained)
        assert count(rules, silent).outcome == tally.outcome


@given(votes())
def test_under_simple_majority_both_ways_are_never_adopted(made: tuple[Rules, Ballots]) -> None:
    rules, cast = made
    swapped = Ballots(cast.members, cast.recused, cast.present, cast.against, cast.in_favour, cast.abstained)
    plain = Ballots(cast.members, cast.recused, cast.present, cast.in_favour, cast.against, cast.abstained)
    assert not (count(rules, plain).outcome == count(rules, swapped).outcome == "adopted")


@given(votes())
def test_the_quorum_shrinks_with_those_who_stand_aside(made: tuple[Rules, Ballots]) -> None:
    rules, cast = made
    fewer = voting.quorum_needed(rules, members=cast.members, recused=cast.recused)
    assert fewer <= voting.quorum_needed(rules, members=cast.members, recused=0)
