"""Continuous piecewise regression against the figures of R's package segmented."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.methods.changes import piecewise, students
from tests.assessment.methods.inputs import MODERATE, figures_or_a_reason, refused

X = np.linspace(0, 20, 200)
#: The 200 points of chasmani/piecewise-regression's test "muggeo_1": its generator with its seed gives them bit by bit.
Y = 100 - 4 * X - 4 * np.maximum(X - 7, 0) + 4 * np.maximum(X - 12, 0) + np.random.RandomState(0).normal(size=200)


def test_muggeo_two_breaks():
    found = piecewise.fit(X, Y, 2)
    assert found.breaks == pytest.approx([7.152, 12.161], abs=6e-4)
    assert found.squares == pytest.approx(189.925, abs=6e-4)
    assert found.slopes == pytest.approx([-4, -8, -4], abs=0.25)
    assert (found.intervals[:, 0] < [7, 12]).all()
    assert (found.intervals[:, 1] > [7, 12]).all()
    assert found.fitted + found.residuals == pytest.approx(Y)


def test_the_found_breaks_are_the_best_of_a_fine_grid():
    found = piecewise.fit(X, Y, 1)
    grid = np.linspace(1, 19, 4001)
    squares = [
        np.linalg.lstsq(np.column_stack([np.ones(200), X, np.maximum(X - one, 0)]), Y)[1][0] for one in grid[::10]
    ]
    assert found.squares <= min(squares) + 1e-9


def test_bootstrap_intervals_are_bit_equal_for_equal_seeds():
    one, other = (piecewise.fit(X, Y, 2, rng=np.random.default_rng(4), repeats=12).intervals for _ in range(2))
    assert one.tobytes() == other.tobytes()
    assert (one[:, 0] < one[:, 1]).all()


def test_a_kink_is_told_from_a_straight_line():
    kinked = piecewise.exists(X, Y, np.random.default_rng(1), repeats=199)
    straight = piecewise.exists(
        X, 3 * X + np.random.default_rng(5).normal(size=200), np.random.default_rng(1), repeats=199
    )
    assert kinked.p_value == pytest.approx(1 / 200)
    assert straight.p_value > 0.1
    assert piecewise.exists(X, 3 * X, np.random.default_rng(1), repeats=9).statistic == 0


@settings(max_examples=8)
@given(st.floats(1e-3, 1e3), st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.randoms(use_true_random=False))
def test_units_of_measure_and_order_do_not_matter(factor, shift, stretch, chance):
    order = np.array(chance.sample(range(200), 200))
    found = piecewise.fit((X * factor + shift)[order], (Y * stretch - shift)[order], 1)
    plain = piecewise.fit(X, Y, 1)
    assert found.breaks == pytest.approx(plain.breaks * factor + shift, rel=1e-5, abs=1e-5)
    assert found.squares == pytest.approx(plain.squares * stretch**2, rel=1e-6)


@settings(max_examples=12)
@given(st.floats(0.2, 0.8), st.sampled_from([-3.0, 0.5, 1e3, 1e-6]), st.integers(15, 60))
def test_an_exact_kink_is_found(at, kink, size):
    x = np.linspace(0, 1, size)
    found = piecewise.fit(x, 2 + x + kink * np.maximum(x - at, 0))
    assert found.breaks[0] == pytest.approx(at, abs=1e-5)


def test_exact_lines_and_constants_do_no_harm():
    for y in (np.zeros(30), np.full(30, 7.0), np.arange(30.0)):
        found = piecewise.fit(np.arange(30.0), y)
        assert np.isfinite(found.breaks).all()
        assert found.squares == pytest.approx(0, abs=1e-18)


@settings(max_examples=40)
@given(st.lists(st.tuples(MODERATE, MODERATE), min_size=4, max_size=25), st.integers(1, 3))
def test_any_numbers_give_figures_or_a_reason(points, breaks):
    x, y = np.array(points).T
    figures_or_a_reason(lambda: piecewise.fit(x, y, breaks))
    figures_or_a_reason(lambda: piecewise.exists(x, y, np.random.default_rng(1), repeats=3))


def test_too_few_points_are_refused():
    refused("array.too_short", lambda: piecewise.fit([1, 2], [1, 2]))
    refused("series.no_spread", lambda: piecewise.fit([1, 1, 1, 2, 2], [1, 2, 3, 4, 5]))
    refused("regression.no_breaks", lambda: piecewise.fit(np.arange(6), np.arange(6), 2))
    refused("array.shape", lambda: piecewise.fit(X, Y[:-1]))
    refused("array.missing", lambda: piecewise.fit([1, 2, 3, np.nan, 5], [1, 2, 3, 4, 5]))


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.7062), (5, 2.5706), (10, 2.2281), (30, 2.0423), (1e6, 1.95997)]
)
def test_students_t_as_printed_in_tables(freedom, expected):
    assert students.quantile(0.975, freedom) == pytest.approx(expected, abs=6e-5)
    assert students.upper_tail(expected, freedom) == pytest.approx(0.025, abs=1e-5)
