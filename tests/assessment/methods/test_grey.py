"""Grey relational grades against published figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.ranking import grey
from tests.assessment.methods.inputs import refused, shuffled, tables

REFERENCE = (0.9, 0.8, 0.7)
SERIES = [(0.9, 0.7, 0.8), (0.8, 0.9, 0.7), (0.7, 0.8, 0.9)]


def test_mathmodels():
    found = grey.relate(SERIES, REFERENCE)
    expected = [(1, 0.5, 0.5), (0.5, 0.5, 1), (1 / 3, 1, 1 / 3)]
    assert found.coefficients == pytest.approx(np.array(expected))
    assert found.grades == pytest.approx([2 / 3, 2 / 3, 5 / 9])
    assert found.places.tolist() == [1, 1, 3]


def test_the_smallest_difference_counts():
    found = grey.relate([(2.0, 3.0), (4.0, 5.0)], (1.0, 1.0))
    assert (found.smallest, found.largest) == (1, 4)
    assert found.coefficients == pytest.approx(np.array([(1, 0.75), (0.6, 0.5)]))


def test_series_scaled_by_their_first_value_or_their_mean():
    series, reference = [(2.0, 4.0, 6.0), (10.0, 10.0, 40.0)], (1.0, 2.0, 3.0)
    for scaling in ("initial", "mean", "minmax"):
        assert grey.relate(series, reference, scaling=scaling).grades[0] == 1


def test_the_best_of_each_column_is_the_reference_unless_one_is_given():
    assert grey.relate(SERIES).grades == pytest.approx(grey.relate(SERIES, (0.9, 0.9, 0.9)).grades)


def test_nothing_different_is_full_relation():
    assert grey.relate([REFERENCE], REFERENCE).grades.tolist() == [1]


@given(tables(st.floats(-1e90, 1e90)), st.floats(0.01, 1))
def test_grades_lie_between_0_and_1(series, rho):
    found = grey.relate(series, rho=rho)
    assert ((found.grades > 0) & (found.grades <= 1)).all()


@given(st.floats(0.01, 100), st.floats(-100, 100), shuffled(3), shuffled(3))
def test_a_common_unit_and_order_do_not_matter(factor, shift, rows, columns):
    series, reference = np.array(SERIES) * factor + shift, np.array(REFERENCE) * factor + shift
    found = grey.relate(series[rows][:, columns], reference[columns])
    assert found.grades == pytest.approx(grey.relate(SERIES, REFERENCE).grades[rows], abs=1e-6)


def test_what_cannot_be_related_is_refused():
    refused("array.shape", lambda: grey.relate(SERIES, (1, 2)))
    refused("scaling.no_base", lambda: grey.relate([(0.0, 1.0)], (1.0, 1.0), scaling="initial"))
    refused("array.out_of_range", lambda: grey.relate(SERIES, rho=0))
    refused("weights.sum", lambda: grey.relate(SERIES, weights=(1, 1, 1)))
