"""Scores of subsystems and the rule of the least coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods import scores
from tests.assessment.methods.inputs import SHARES, refused, shuffled, tables

PARTS = scores.structure([0.3, 0.4, 0.3, 0.5, 0.5], [0, 0, 0, 1, 1])
NAN = np.nan


def test_weighted_means():
    found = scores.score([[1, 0.5, 0, 0.2, 0.4]], PARTS)
    assert found.scores == pytest.approx(np.array([[0.5, 0.3]]))
    assert found.coverage.tolist() == [[1, 1]]


def test_exactly_seventy_percent_of_the_weight_is_enough_and_less_is_not():
    found = scores.score([[NAN, 0.5, 1, 0.2, 0.4], [0.5, NAN, 1, 0.2, NAN]], PARTS)
    assert found.scores[0, 0] == pytest.approx((0.4 * 0.5 + 0.3) / 0.7)
    assert found.coverage == pytest.approx(np.array([[0.7, 1], [0.6, 0.5]]))
    assert np.isnan(found.scores[1]).all()
    assert found.rated.tolist() == [[True, True], [False, False]]


def test_what_does_not_apply_is_not_missing():
    applies = [[True, False, False, True, True]]
    found = scores.score([[0.8, NAN, NAN, NAN, 0.4]], PARTS, applies=applies)
    assert found.scores[0, 0] == pytest.approx(0.8)
    assert found.coverage.tolist() == [[1, 0.5]]
    nothing = scores.score([[0.8] * 5], PARTS, applies=[[False] * 5])
    assert np.isnan(nothing.scores).all()
    assert nothing.coverage.tolist() == [[0, 0]]


def test_weights_of_the_whole_are_brought_to_their_subsystem():
    whole = scores.structure([0.15, 0.2, 0.15, 0.25, 0.25], [0, 0, 0, 1, 1])
    assert whole.weights == pytest.approx(PARTS.weights)


def test_a_floor_lifts_rated_scores_only():
    found = scores.score([[0, 0, 0, NAN, NAN]], PARTS, floor=0.001)
    assert found.scores[0, 0] == 0.001
    assert np.isnan(found.scores[0, 1])


@given(tables(st.one_of(SHARES, st.just(NAN)), columns=(5, 5)))
def test_scores_lie_between_the_least_and_the_largest_part(shares):
    found = scores.score(shares, PARTS, least=0)
    for number, group in enumerate(PARTS.groups):
        for row, part in zip(found.scores[:, number], shares[:, group], strict=True):
            known = part[~np.isnan(part)]
            assert np.isnan(row) if not known.size else known.min() - 1e-12 <= row <= known.max() + 1e-12
    assert ((found.coverage >= 0) & (found.coverage <= 1)).all()


@given(tables(SHARES, rows=(1, 30), columns=(20, 20)), shuffled(20))
def test_a_row_gives_the_same_bits_alone_and_order_of_columns_does_not_matter(shares, order):
    member = np.arange(20) % 3
    parts = scores.structure(np.arange(1, 21), member)
    together = scores.score(shares, parts).scores
    for number in range(shares.shape[0]):
        assert np.array_equal(scores.score(shares[number : number + 1], parts).scores[0], together[number])
    mixed = scores.structure(np.arange(1, 21)[order], member[order])
    assert scores.score(shares[:, order], mixed).scores == pytest.approx(together, abs=1e-12)


def test_a_structure_without_sense_is_refused():
    refused("scores.subsystem", lambda: scores.structure([1, 0], [0, 1]))
    refused("array.out_of_range", lambda: scores.structure([1, 1], [0, 0.5]))
    refused("array.out_of_range", lambda: scores.structure([1, 1], [0, -1]))
    refused("array.negative", lambda: scores.structure([1, -1], [0, 0]))
    refused("array.shape", lambda: scores.score([[1, 1]], PARTS))
    refused("array.out_of_range", lambda: scores.score([[2, 0, 0, 0, 0]], PARTS))
    refused("array.shape", lambda: scores.score([[1] * 5], PARTS, applies=[[True]]))
