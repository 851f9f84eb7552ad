"""Scaling by fixed reference bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.scaling import reference
from tests.assessment.methods.inputs import NUMBERS, refused, tables

BOUNDS = reference.bounds([10, 0, 5, 6], [70, 3, 9, 9], "+-==", [0, 0, 6.5, 6], [0, 0, 8, 7])


def test_indicators_of_every_direction():
    scores = reference.scale([[40, 1.5, 7, 6.5], [5, 4, 5.75, 5], [100, 0, 8.5, 8], [10, 3, 9, 9]], BOUNDS).scores
    assert scores == pytest.approx(np.array([[0.5, 0.5, 1, 1], [0, 0, 0.5, 0], [1, 1, 0.5, 0.5], [0, 0, 0, 0]]))


def test_unclipped_scores_show_how_far_beyond():
    scaled = reference.scale([[82, -1.5, 4, 5]], BOUNDS, clip=False)
    assert scaled.scores == pytest.approx(np.array([[1.2, 1.5, -2 / 3, 0]]))
    assert scaled.above.tolist() == [[True, False, False, False]]
    assert scaled.below.tolist() == [[False, True, True, True]]


def test_a_floor_lifts_only_what_lies_below_it():
    assert reference.scale([[0, 1.5, 7, 6]], BOUNDS, floor=0.001).scores[0].tolist() == [0.001, 0.5, 1.0, 1.0]


@given(tables(st.one_of(NUMBERS, st.just(np.nan), st.floats(allow_nan=True, allow_infinity=False)), columns=(4, 4)))
def test_scores_stay_between_0_and_1_and_missing_stays_missing(values):
    scores = reference.scale(values, BOUNDS).scores
    assert np.array_equal(np.isnan(scores), np.isnan(values))
    assert ((scores[~np.isnan(values)] >= 0) & (scores[~np.isnan(values)] <= 1)).all()


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6), st.floats(0, 1), st.sampled_from([1, -1]))
def test_the_unit_of_an_indicator_does_not_matter(shift, factor, at, direction):
    plain = reference.scale([[2 + 6 * at]], reference.bounds([2], [8], [direction])).scores
    moved = reference.bounds([2 * factor + shift], [8 * factor + shift], [direction])
    assert reference.scale([[(2 + 6 * at) * factor + shift]], moved).scores == pytest.approx(plain, abs=1e-6)


@given(tables(st.floats(0, 1), columns=(3, 3)))
def test_turning_the_direction_turns_the_score(values):
    up, down = (reference.scale(values, reference.bounds([0] * 3, [1] * 3, [sign] * 3)).scores for sign in (1, -1))
    assert up + down == pytest.approx(np.ones_like(values))


def test_bounds_may_differ_from_unit_to_unit():
    zones = reference.bounds([[10, 0], [10, 0]], [[45, 3], [80, 3]], "+-", [[0, 0], [0, 0]], [[0, 0], [0, 0]])
    assert reference.scale([[45, 3], [45, 0]], zones).scores == pytest.approx(np.array([[1, 0], [0.5, 1]]))


def test_wrong_bounds_are_refused():
    refused("bounds.order", lambda: reference.bounds([1, 2], [2, 2]))
    refused("bounds.best_range", lambda: reference.bounds([0], [1], [0]))
    refused("bounds.best_range", lambda: reference.bounds([0], [1], [0], [0.5], [1.5]))
    refused("direction.unknown", lambda: reference.bounds([0], [1], [2]))
    refused("direction.unknown", lambda: reference.bounds([0], [1], ["?"]))
    refused("array.shape", lambda: reference.bounds([0, 1], [1]))
    refused("array.shape", lambda: reference.scale([[1, 2]], BOUNDS))
    refused("array.infinite", lambda: reference.scale([[np.inf, 1, 1, 1]], BOUNDS))
