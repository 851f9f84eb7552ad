"""Classes of coordination and the side of their boundaries."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.coordination import classes
from tests.assessment.methods.inputs import refused

TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def test_tian_2021_closes_on_the_right():
    assert classes.classify(TENTHS).tolist() == list(range(1, 11))
    assert classes.classify([0.0, 0.5, 0.5 + 1e-6, 1.0]).tolist() == [1, 5, 6, 10]


def test_closed_on_the_left():
    assert classes.classify([0.0, *TENTHS], closed="left").tolist() == [*range(1, 11), 10]


@pytest.mark.parametrize("closed", list(classes.Closed))
def test_a_sum_that_misses_the_boundary_by_its_last_bit_lies_on_it(closed):
    computed = [0.1 + 0.2, 1 - 0.7, 0.7 - 0.4]
    assert set(classes.classify(computed, closed=closed)) == {classes.classify([0.3], closed=closed)[0]}


def test_not_rated_is_class_0():
    assert classes.classify([np.nan, 0.95]).tolist() == [0, 10]
    assert classes.classify([]).size == 0


def test_every_class_has_both_names_and_meets_the_next():
    for grades in (classes.COORDINATION, classes.COUPLING):
        assert [one.number for one in grades] == list(range(1, len(grades) + 1))
        assert all(one.name_zh and one.name_en for one in grades)
        assert all(one.upper == other.lower for one, other in pairwise(grades))
        assert (grades[0].lower, grades[-1].upper) == (0, 1)


def test_stages_of_coupling():
    assert classes.classify([0.3, 0.31, 0.5, 0.8, 0.81], grades=classes.COUPLING).tolist() == [1, 2, 2, 3, 4]


@given(st.floats(0, 1), st.sampled_from(list(classes.Closed)))
def test_a_degree_lies_within_its_class(degree, closed):
    grade = classes.COORDINATION[classes.classify([degree], closed=closed)[0] - 1]
    assert grade.lower - 1e-8 <= degree <= grade.upper + 1e-8


def test_what_is_no_degree_is_refused():
    refused("array.out_of_range", lambda: classes.classify([1.1]))
    refused("array.out_of_range", lambda: classes.classify([-0.1]))
    refused("option.unknown", lambda: classes.classify([0.5], closed="both"))
