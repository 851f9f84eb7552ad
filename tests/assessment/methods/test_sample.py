"""Scaling by the sample."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.scaling import sample
from tests.assessment.methods.inputs import NUMBERS, refused, tables


def test_min_max_by_direction():
    scaled = sample.scale([(3, 10), (5, 20), (2, 15), (7, 25)], "minmax", "+-")
    assert scaled.scores == pytest.approx(np.array([[0.2, 1], [0.6, 1 / 3], [0, 2 / 3], [1, 0]]))
    assert scaled.turned


def test_interval_type_of_the_chinese_textbooks():
    temperatures = [[35.2], [35.8], [36.6], [37.1], [37.8], [38.4]]
    scores = sample.scale(temperatures, "minmax", "=", [36], [37]).scores[:, 0]
    assert scores == pytest.approx([1 - 0.8 / 1.4, 1 - 0.2 / 1.4, 1, 1 - 0.1 / 1.4, 1 - 0.8 / 1.4, 0])


@pytest.mark.parametrize(("way", "expected"), [("vector", [0.6, 0.8]), ("sum", [3 / 7, 4 / 7]), ("max", [0.75, 1])])
def test_columns_divided_by_one_number(way, expected):
    scaled = sample.scale([[3.0], [4.0], [np.nan]], way, "-")
    assert scaled.scores[:2, 0] == pytest.approx(expected)
    assert np.isnan(scaled.scores[2, 0])
    assert not scaled.turned


@given(tables(NUMBERS))
def test_any_numbers_come_into_range(values):
    minmax = sample.scale(values, "minmax").scores
    assert (minmax >= 0).all()
    assert (minmax <= 1).all()
    vector = sample.scale(values, "vector").scores
    assert (np.abs(vector) <= 1 + 1e-12).all()


@given(tables(st.integers(-50, 50).map(float)), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_min_max_knows_no_unit(values, factor, shift):
    assert sample.scale(values * factor + shift).scores == pytest.approx(sample.scale(values).scores, abs=1e-6)


def test_a_constant_column_is_marked_and_no_division_by_zero():
    scaled = sample.scale([[2.0, 0.0], [2.0, 0.0]], "minmax")
    assert scaled.scores.tolist() == [[1, 1], [1, 1]]
    assert scaled.constant.all()
    assert sample.scale([[0.0], [0.0]], "vector").scores.tolist() == [[0], [0]]


def test_what_cannot_be_divided_is_refused():
    refused("scaling.no_base", lambda: sample.scale([[1.0], [-1.0]], "sum"))
    refused("scaling.no_base", lambda: sample.scale([[-1.0], [-2.0]], "max"))
    refused("scaling.no_base", lambda: sample.scale([[1e99], [-1e99], [5e-324]], "sum"))
    refused("scaling.no_range", lambda: sample.scale([[1.0]], "vector", "="))
    refused("bounds.best_range", lambda: sample.scale([[1.0]], "minmax", "="))
    refused("array.missing", lambda: sample.scale([[np.nan], [np.nan]]))
    refused("option.unknown", lambda: sample.scale([[1.0]], "rank"))
