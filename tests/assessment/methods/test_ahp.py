"""AHP against published tables of judgements."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.problems import InconsistentJudgements
from assessment.methods.weights import ahp
from tests.assessment.methods.inputs import refused, shuffled

DRINKS = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
]
SCHOOL = [
    [1, 4, 3, 1, 3, 4],
    [1 / 4, 1, 7, 3, 1 / 5, 1],
    [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
    [1, 1 / 3, 5, 1, 1, 1 / 3],
    [1 / 3, 5, 5, 1, 1, 3],
    [1 / 4, 1, 6, 3, 1 / 3, 1],
]
THREE = [[1, 2, 3], [1 / 2, 1, 2], [1 / 3, 1 / 2, 1]]


def test_saaty_2008_drinks():
    found = ahp.weigh(DRINKS, table="Saaty 2005")
    assert found.weights == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=6e-4)
    assert found.lambda_max == pytest.approx(7.176629, abs=5e-7)
    assert found.consistency_ratio == pytest.approx(0.0218, abs=5e-5)
    assert found.random_index == 1.35


def test_wang_chin_2011_school_is_refused_and_carries_its_result():
    with pytest.raises(InconsistentJudgements) as caught:
        ahp.weigh(SCHOOL)
    found = caught.value.result
    assert found.weights == pytest.approx([0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], abs=6e-5)
    assert (found.lambda_max, found.consistency_index) == (
        pytest.approx(7.41987, abs=5e-6),
        pytest.approx(0.28397, abs=5e-6),
    )
    assert found.consistency_ratio == pytest.approx(0.2290, abs=5e-5)
    assert not ahp.weigh(SCHOOL, refuse=False).consistent


@pytest.mark.parametrize("method", ["eigenvector", "geometric_mean"])
def test_three_items(method):
    found = ahp.weigh(THREE, method=method)
    assert found.weights == pytest.approx([0.539615, 0.296961, 0.163424], abs=5e-7)
    assert found.consistency_ratio == pytest.approx(0.0079, abs=5e-5)


def test_column_mean_of_three_items():
    found = ahp.weigh(THREE, method="column_mean")
    assert found.weights == pytest.approx([(6 / 11 + 4 / 7 + 1 / 2) / 3, 0.29726, 0.16378], abs=1e-5)


@pytest.mark.parametrize(("table", "first"), [("Saaty 1980", 0.58), ("Saaty 2005", 0.52)])
def test_the_table_of_random_indices_is_named_and_reaches_15(table, first):
    assert ahp.weigh(np.ones((3, 3)), table=table).random_index == first
    found = ahp.weigh(np.ones((15, 15)), table=table)
    assert (found.random_index, found.table) == (1.59, table)
    refused("ahp.no_random_index", lambda: ahp.weigh(np.ones((16, 16)), table=table))


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_items_cannot_contradict(size):
    assert ahp.weigh(np.array([[1, 4], [0.25, 1]])[:size, :size]).consistency_ratio == 0


WEIGHTS = st.lists(st.floats(0.1, 1), min_size=3, max_size=15)


@given(WEIGHTS)
def test_consistent_judgements_give_back_their_weights(raw):
    w = np.array(raw) / sum(raw)
    for method in ahp.Method:
        found = ahp.weigh(w[:, None] / w, method=method)
        assert found.weights == pytest.approx(w, abs=1e-9)
        assert 0 <= found.consistency_ratio < 1e-9


@given(shuffled(7))
def test_order_of_items_does_not_matter(order):
    mixed = np.array(DRINKS)[np.ix_(order, order)]
    assert ahp.weigh(mixed).weights == pytest.approx(ahp.weigh(DRINKS).weights[order], abs=1e-9)


def test_judgements_of_a_group_stay_reciprocal():
    joined = ahp.together([THREE, np.array(THREE).T])
    assert joined == pytest.approx(np.ones((3, 3)))
    assert ahp.together([THREE, np.ones((3, 3))], [0.5, 0.5])[0, 2] == pytest.approx(3**0.5)
    refused("array.shape", lambda: ahp.together([THREE, DRINKS]))
    refused("array.too_short", lambda: ahp.together([]))


def test_a_hierarchy_is_multiplied_out():
    assert ahp.compose([0.6, 0.4], [[0.5, 0.5], [0.2, 0.3, 0.5]]) == pytest.approx([0.3, 0.3, 0.08, 0.12, 0.2])


def test_judgements_printed_with_two_decimals_are_taken():
    assert ahp.weigh([[1, 3, 7], [0.33, 1, 3], [0.14, 0.33, 1]]).consistent


@pytest.mark.parametrize(
    ("code", "judgements"),
    [
        ("ahp.not_square", [[1, 2, 3], [1, 1, 1]]),
        ("ahp.diagonal", [[2, 1], [1, 1]]),
        ("ahp.not_reciprocal", [[1, 2], [2, 1]]),
        ("array.not_positive", [[1, 0], [0, 1]]),
        ("array.not_positive", [[1, -2], [-0.5, 1]]),
        ("array.too_large", [[1, 1e9], [1e-9, 1]]),
        ("array.missing", [[1, np.nan], [np.nan, 1]]),
    ],
)
def test_no_table_of_judgements(code, judgements):
    refused(code, lambda: ahp.weigh(judgements))


def test_the_limit_itself_is_enough():
    ratio = ahp.weigh(DRINKS).consistency_ratio
    assert ahp.weigh(DRINKS, limit=ratio).consistent
    assert all(early <= late for early, late in pairwise(ahp.RANDOM_INDICES[ahp.RandomIndex.SAATY_2005]))
