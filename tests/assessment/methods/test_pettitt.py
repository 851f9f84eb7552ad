"""Pettitt's test against his own table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.changes import pettitt
from tests.assessment.methods.inputs import NUMBERS, refused

PETTITT_1979 = [
    -1.05, 0.96, 1.22, 0.58, -0.98, -0.03, -1.54, -0.71, -0.35, 0.66, 0.44, 0.91, -0.02, -1.42, 1.26, -1.02,
    -0.81, 1.66, 1.05, 0.97, 2.14, 1.22, -0.24, 1.60, 0.72, -0.12, 0.44, 0.03, 0.66, 0.56, 1.37, 1.66,
    0.10, 0.80, 1.29, 0.49, -0.07, 1.18, 3.29, 1.84,
]  # fmt: skip


def test_pettitt_1979_table_1():
    found = pettitt.detect(PETTITT_1979)
    assert (found.statistic, found.after, found.direction) == (232, 17, 1)
    assert found.p_value == pytest.approx(0.014556, abs=5e-7)


def test_resampled_p_agrees_and_is_the_same_for_the_same_seed():
    first, second = (pettitt.detect(PETTITT_1979, rng=np.random.default_rng(7)) for _ in range(2))
    assert first.resampled_p == second.resampled_p
    assert first.resampled_p == pytest.approx(first.p_value, abs=0.012)
    blocks = pettitt.detect(PETTITT_1979, rng=np.random.default_rng(7), block=5)
    assert 0 < blocks.resampled_p <= 1


@given(st.lists(NUMBERS, min_size=3, max_size=30))
def test_it_is_the_double_sum_of_signs(series):
    x = np.array(series)
    signs = (x[:, None] > x).astype(int) - (x[:, None] < x)
    expected = [signs[:t, t:].sum() for t in range(1, x.size)]
    found = pettitt.detect(x)
    assert found.steps == pytest.approx(expected)
    assert 0 < found.p_value <= 1


@given(st.lists(st.integers(-9, 9).map(float), min_size=3, max_size=20))
def test_any_rising_scale_gives_the_same_and_turning_turns(series):
    x = np.array(series)
    plain, cubed, backwards = (pettitt.detect(one) for one in (x, x**3 * 7 - 2, -x))
    assert (plain.statistic, plain.after) == (cubed.statistic, cubed.after)
    assert (backwards.statistic, backwards.direction) == (plain.statistic, -plain.direction)


def test_a_constant_series_has_no_change():
    found = pettitt.detect([5.0] * 8, rng=np.random.default_rng(1))
    assert (found.statistic, found.after, found.direction, found.p_value, found.resampled_p) == (0, None, 0, 1, 1)


def test_too_short_or_incomplete_series_are_refused():
    refused("array.too_short", lambda: pettitt.detect([1, 2]))
    refused("array.missing", lambda: pettitt.detect([1, None, 3]))
    refused("array.out_of_range", lambda: pettitt.detect([1, 2, 3], block=4))
