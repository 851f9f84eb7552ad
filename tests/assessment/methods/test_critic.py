"""CRITIC weights against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods import ranks
from assessment.methods.weights import critic
from tests.assessment.methods.inputs import NUMBERS, refused, shuffled, tables

DIAKOULAKI_1995 = [
    (61, 1.08, 4.33), (20.7, 0.26, 4.34), (16.3, 1.98, 2.53), (9, 3.29, 1.65), (5.4, 2.77, 2.33), (4, 4.12, 1.21),
    (-6.1, 3.52, 2.10), (-34.6, 3.31, 0.98),
]  # fmt: skip


@pytest.mark.parametrize(
    ("correlation", "expected"),
    [
        ("pearson", [0.20222554, 0.48090173, 0.31687273]),
        ("spearman", [0.21454645, 0.48985630, 0.29559726]),
    ],
)
def test_diakoulaki_1995_through_scikit_criteria(correlation, expected):
    assert critic.weigh(DIAKOULAKI_1995, correlation=correlation).weights == pytest.approx(expected, abs=5e-9)


def test_mathmodels_with_a_cost():
    found = critic.weigh([(3, 10), (5, 20), (2, 15), (7, 25)], "+-")
    assert found.weights == pytest.approx([0.5075187, 0.4924813], abs=5e-8)
    assert found.directions.tolist() == [1, -1]


def test_a_cost_taken_for_a_benefit_gives_other_weights():
    assert critic.weigh(DIAKOULAKI_1995, "++-").weights != pytest.approx(
        critic.weigh(DIAKOULAKI_1995).weights, abs=1e-2
    )


def test_a_constant_column_weighs_nothing_and_does_not_touch_the_others():
    with_constant = critic.weigh([(*row, 7.0) for row in DIAKOULAKI_1995])
    assert with_constant.weights == pytest.approx([*critic.weigh(DIAKOULAKI_1995).weights, 0])
    flat = critic.weigh([[1, 2], [1, 2]])
    assert flat.weights.tolist() == [0.5, 0.5]
    assert not flat.informative


def test_ties_share_their_mean_rank():
    assert ranks.mean_ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1, 3.5, 2]
    assert ranks.best_first(np.array([3.0, 1.0, 3.0, 2.0, 1.0 + 1e-15])).tolist() == [1, 4, 1, 3, 4]


@given(tables(NUMBERS, rows=(2, 8)), st.sampled_from(["pearson", "spearman"]))
def test_weights_are_shares_of_one(values, correlation):
    found = critic.weigh(values, correlation=correlation)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= 0).all()
    assert (np.abs(found.correlation) <= 1).all()


@given(st.floats(1e-3, 1e3), st.floats(-1e3, 1e3), shuffled(8), shuffled(3))
def test_units_of_measure_and_order_do_not_matter(factor, shift, rows, columns):
    values = (np.array(DIAKOULAKI_1995) * factor + shift)[rows][:, columns]
    assert critic.weigh(values).weights == pytest.approx(critic.weigh(DIAKOULAKI_1995).weights[columns], abs=1e-6)


def test_one_unit_cannot_differ():
    refused("array.too_small", lambda: critic.weigh([[1, 2, 3]]))
