"""Entropy weights against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.weights import entropy, equal
from tests.assessment.methods.inputs import refused, shuffled, tables

MATHMODELS = [(3, 10), (5, 20), (2, 15), (7, 25)]
XU_2004 = [(30, 30, 38, 29), (19, 54, 86, 29), (19, 15, 85, 28.9), (68, 70, 60, 29)]
ZAVADSKAS_PODVEZKO_2016 = [(3, 100, 10, 7), (2.5, 80, 8, 5), (1.8, 50, 20, 11), (2.2, 70, 12, 9)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[1, 2], [4, 16]], [0.358889, 0.641111]),  # scikit-criteria, its test
        (XU_2004, [0.4630, 0.3992, 0.1378, 0.0000]),
        (ZAVADSKAS_PODVEZKO_2016, [0.1146, 0.1981, 0.4185, 0.2689]),
    ],
)
def test_shares_of_column_sums(values, expected):
    assert entropy.weigh(values).weights == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(
    ("zeros", "amount", "expected"),
    [
        ("rescale", 0.002, [0.5452618, 0.4547382]),  # mathmodels, published
        ("limit", None, [0.545200, 0.454800]),
        ("shift", 0.0001, [0.545210, 0.454790]),
        ("shift", 0.01, [0.545162, 0.454838]),
        ("shift", 0.1, [0.541639, 0.458361]),
        ("shift", 1, [0.525825, 0.474175]),
    ],
)
def test_mathmodels_min_max_with_four_policies_for_zeros(zeros, amount, expected):
    found = entropy.weigh(MATHMODELS, "+-", scaling="minmax", zeros=zeros, amount=amount)
    assert found.weights == pytest.approx(expected, abs=6e-7)
    if zeros == "rescale":
        assert found.scores @ found.weights * 100 == pytest.approx([56.35354, 47.88215, 30.39461, 54.50808], abs=5e-6)
    assert found.zeros == zeros
    assert found.directions.tolist() == [1, -1]


def test_rescaling_to_another_top_is_the_entropy_of_the_rescaled_table():
    found = entropy.weigh(MATHMODELS, "+-", scaling="minmax", zeros="rescale", amount=0.002, top=0.996)
    assert found.weights == pytest.approx(entropy.weigh(found.scores).weights)
    assert (found.scores.min(), found.scores.max(), found.top) == (0.002, pytest.approx(0.996), 0.996)


def test_a_constant_column_weighs_nothing_and_nothing_but_constants_weigh_equally():
    found = entropy.weigh([[1, 5, 0], [2, 5, 0], [3, 5, 0]])
    assert found.weights.tolist() == [1, 0, 0]
    flat = entropy.weigh([[5, 7], [5, 7]])
    assert flat.weights.tolist() == [0.5, 0.5]
    assert not flat.informative


def test_few_units_are_told():
    assert entropy.weigh(np.arange(1, 19).reshape(9, 2)).few
    assert not entropy.weigh(np.arange(1, 21).reshape(10, 2)).few


def test_missing_values_are_left_out_of_their_column():
    with_gap = entropy.weigh([[1, 2], [4, 16], [np.nan, 3]])
    assert with_gap.entropy[0] == pytest.approx(entropy.weigh([[1], [4]]).entropy[0])
    assert np.isnan(with_gap.shares[2, 0])


POSITIVE = tables(st.floats(0, 1e90), rows=(2, 8))


@given(POSITIVE)
def test_weights_are_shares_of_one(values):
    found = entropy.weigh(values)
    assert found.weights.sum() == pytest.approx(1)
    assert ((found.weights >= 0) & (found.entropy >= 0) & (found.entropy <= 1)).all()


@given(tables(st.integers(0, 20).map(float), rows=(2, 6), columns=(2, 2)), st.sampled_from([1e-3, 0.5, 1e3, 1e60]))
def test_the_unit_of_a_column_does_not_matter(values, factor):
    assert entropy.weigh(values * [factor, 1]).weights == pytest.approx(entropy.weigh(values).weights, abs=1e-9)


@given(tables(st.integers(0, 20).map(float), rows=(5, 5), columns=(4, 4)), shuffled(5), shuffled(4))
def test_order_of_units_and_columns_does_not_matter(values, rows, columns):
    plain = entropy.weigh(values, scaling="minmax").weights
    assert entropy.weigh(values[rows][:, columns], scaling="minmax").weights == pytest.approx(plain[columns], abs=1e-12)


def test_what_has_no_entropy_is_refused():
    refused("array.negative", lambda: entropy.weigh([[1, -2], [4, 16]]))
    refused("array.too_small", lambda: entropy.weigh([[1, 2]]))
    refused("option.unknown", lambda: entropy.weigh([[1, 2], [3, 4]], zeros="drop"))
    refused("array.out_of_range", lambda: entropy.weigh([[1, 2], [3, 4]], zeros="rescale", amount=0.7))


def test_equal_weights():
    assert equal.weigh(42).sum() == pytest.approx(1)
    refused("array.out_of_range", lambda: equal.weigh(0))
