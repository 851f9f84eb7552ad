"""Obstacle degrees against published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.ranking import obstacles
from tests.assessment.methods.inputs import SHARES, refused, shuffled, tables

MATHMODELS = [(0.0162, 0.2720, 0.2655), (0.1782, 0.6824, 0.3721), (0.5490, 0.0593, 0.5729)]
WEIGHTS = (0.4, 0.3, 0.3)


def test_mathmodels_gaps_and_their_shares():
    found = obstacles.diagnose(MATHMODELS, WEIGHTS)
    gaps = [(0.39352, 0.21840, 0.22035), (0.32872, 0.09528, 0.18837), (0.18040, 0.28221, 0.12813)]
    degrees = [(0.472827, 0.262415, 0.264758), (0.536800, 0.155592, 0.307608), (0.305380, 0.477723, 0.216897)]
    assert found.gaps == pytest.approx(np.array(gaps), abs=1e-9)
    assert found.degrees == pytest.approx(np.array(degrees), abs=6e-7)


def test_the_largest_come_first_and_missing_ones_last():
    found = obstacles.diagnose([*MATHMODELS, (0.5, np.nan, 0.9)], WEIGHTS)
    assert found.largest(2).tolist() == [[0, 2], [0, 2], [1, 0], [0, 2]]
    assert np.isnan(found.degrees[3, 1])
    assert np.nansum(found.degrees[3]) == pytest.approx(1)


def test_by_dimension():
    found = obstacles.diagnose(MATHMODELS, WEIGHTS).by_group([0, 1, 1])
    assert found[:, 1] == pytest.approx([0.527173, 0.463200, 0.694620], abs=6e-7)


def test_nothing_lacking_gives_zeros():
    assert obstacles.diagnose([(1, 1, 1)], WEIGHTS).degrees.tolist() == [[0, 0, 0]]


@given(tables(st.one_of(SHARES, st.just(np.nan)), columns=(3, 3)), st.floats(0.01, 1e6))
def test_shares_of_one_whatever_the_sum_of_the_weights(shares, factor):
    found = obstacles.diagnose(shares, np.array(WEIGHTS) * factor)
    sums = np.nansum(found.degrees, axis=1)
    assert np.isclose(sums[found.total > 0], 1).all()
    assert (sums[found.total == 0] == 0).all()
    plain = obstacles.diagnose(shares, WEIGHTS).degrees
    assert np.allclose(found.degrees, plain, atol=1e-9, equal_nan=True)


@given(tables(st.floats(0, 0.99), columns=(3, 3)), shuffled(3))
def test_order_does_not_matter(shares, order):
    plain = obstacles.diagnose(shares, WEIGHTS).degrees
    assert obstacles.diagnose(shares[:, order], np.array(WEIGHTS)[order]).degrees == pytest.approx(plain[:, order])


def test_what_is_no_share_is_refused():
    refused("array.out_of_range", lambda: obstacles.diagnose([(1.5, 0, 0)], WEIGHTS))
    refused("array.out_of_range", lambda: obstacles.diagnose(MATHMODELS, WEIGHTS).by_group([0, 1, 7]))
