"""Combination of weights by game theory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.weights import game
from tests.assessment.methods.inputs import refused, shuffled

TWO = [(0.4, 0.3, 0.2, 0.1), (0.25, 0.2, 0.3, 0.25)]
THREE = [*TWO, (0.3, 0.3, 0.25, 0.15)]


def test_mathmodels_game_linear():
    found = game.combine(TWO)
    assert found.raw == pytest.approx([0.85129, 0.182094], abs=5e-6)
    assert found.coefficients == pytest.approx([0.823789, 0.176211], abs=5e-7)
    assert found.weights == pytest.approx([0.3735683, 0.2823789, 0.2176211, 0.1264317], abs=5e-8)
    assert not found.guarded


@pytest.mark.parametrize(("guard", "expected"), [("clip", [0.628028, 0.371972, 0]), ("refit", [0.823789, 0.176211, 0])])
def test_a_negative_coefficient_never_becomes_the_largest_share(guard, expected):
    found = game.combine(THREE, guard=guard)
    assert found.raw == pytest.approx([3.285, 1.946, -4.226], abs=5e-4)
    assert found.coefficients == pytest.approx(expected, abs=5e-7)
    assert found.guarded
    assert found.dropped.tolist() == [False, False, True]


def test_one_vector_and_equal_vectors_stay_what_they_are():
    assert game.combine(TWO[:1]).weights == pytest.approx(TWO[0])
    assert game.combine([TWO[0], TWO[0]]).coefficients == pytest.approx([0.5, 0.5])


VECTORS = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(st.floats(0.01, 1), min_size=size, max_size=size), min_size=1, max_size=5)
)


@given(VECTORS, st.sampled_from(list(game.Guard)))
def test_any_vectors_give_weights(raw, guard):
    vectors = np.array(raw) / np.sum(raw, axis=1, keepdims=True)
    found = game.combine(vectors, guard=guard)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= 0).all()
    assert (found.coefficients >= 0).all()
    assert (found.weights <= vectors.max(axis=0) + 1e-12).all()


@given(shuffled(3), shuffled(4))
def test_order_does_not_matter(rows, columns):
    mixed = game.combine(np.array(THREE)[rows][:, columns])
    assert mixed.weights == pytest.approx(game.combine(THREE).weights[columns], abs=1e-9)


def test_what_is_no_set_of_weights_is_refused():
    refused("weights.sum", lambda: game.combine([(0.4, 0.4), (0.5, 0.5)]))
    refused("array.negative", lambda: game.combine([(1.2, -0.2)]))
    refused("option.unknown", lambda: game.combine(TWO, guard="abs"))
