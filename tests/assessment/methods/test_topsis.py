"""TOPSIS against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.ranking import topsis
from tests.assessment.methods.inputs import NUMBERS, refused, shuffled, tables

TZENG_HUANG_2011 = [(5, 8, 4), (7, 6, 8), (8, 8, 6), (7, 4, 6)]
PHONES = [(1, 3000), (2, 3750), (5, 4500)]


def test_tzeng_huang_2011():
    found = topsis.rank(TZENG_HUANG_2011, (0.3, 0.4, 0.3))
    assert found.closeness == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=6e-5)
    assert found.places.tolist() == [3, 2, 1, 4]
    assert found.scaling == "vector"


@pytest.mark.parametrize(
    ("scaling", "expected"), [("minmax", [0.5, 0.617218, 0.5]), ("vector", [0.762141, 0.722178, 0.237859])]
)
def test_the_ranking_flips_with_the_scaling(scaling, expected):
    found = topsis.rank(PHONES, (0.5, 0.5), "-+", scaling=scaling)
    assert found.closeness == pytest.approx(expected, abs=6e-7)
    assert found.directions.tolist() == [-1, 1]


def test_ties_share_a_place():
    assert topsis.rank(PHONES, None, "-+", scaling="minmax").places.tolist() == [2, 1, 2]


@given(tables(NUMBERS), st.sampled_from(["vector", "minmax", "none"]))
def test_closeness_stays_between_0_and_1(values, scaling):
    found = topsis.rank(values, scaling=scaling)
    assert ((found.closeness >= 0) & (found.closeness <= 1)).all()


@given(st.lists(st.floats(1e-3, 1e3), min_size=3, max_size=3), shuffled(4), shuffled(3))
def test_units_of_measure_and_order_do_not_matter(factors, rows, columns):
    weights = np.array((0.3, 0.4, 0.3))
    values = (np.array(TZENG_HUANG_2011) * factors)[rows][:, columns]
    plain = topsis.rank(TZENG_HUANG_2011, weights).closeness
    assert topsis.rank(values, weights[columns]).closeness == pytest.approx(plain[rows])


@given(tables(st.integers(1, 9).map(float), columns=(3, 3)))
def test_a_cost_is_a_benefit_turned_round(values):
    turned = topsis.rank(-values, None, "---").closeness
    assert turned == pytest.approx(topsis.rank(values, None, "+++").closeness, abs=1e-12)


def test_nothing_to_tell_apart_is_half():
    assert topsis.rank([(1, 2)]).closeness.tolist() == [0.5]
    assert topsis.rank([(0, 0), (0, 0)]).closeness.tolist() == [0.5, 0.5]


def test_a_best_range_needs_min_max():
    refused("scaling.no_range", lambda: topsis.rank(PHONES, None, "=+"))
    refused("weights.zero", lambda: topsis.rank(PHONES, (0, 0)))
