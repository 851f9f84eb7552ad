"""Uncertainty intervals by bootstrap."""

import numpy as np
import pytest

from assessment.methods import pipeline
from assessment.methods.robustness import intervals
from assessment.methods.scaling import reference
from tests.assessment.methods.inputs import refused

SAMPLE = np.random.default_rng(11).uniform(0.2, 0.8, 60)
PLAN = pipeline.scheme(reference.bounds([0] * 4, [1] * 4), [0.5] * 4, [0, 0, 1, 1])


def test_the_interval_of_a_mean_agrees_with_its_standard_error():
    found = intervals.mean(SAMPLE, np.random.default_rng(1), repeats=4000)
    error = SAMPLE.std() / np.sqrt(SAMPLE.size)
    assert found.estimate == pytest.approx(SAMPLE.mean())
    assert found.error == pytest.approx(error, rel=0.05)
    assert (found.lower, found.upper) == (
        pytest.approx(found.estimate - 1.96 * error, abs=0.1 * error),
        pytest.approx(found.estimate + 1.96 * error, abs=0.1 * error),
    )


def test_about_ninety_five_of_a_hundred_intervals_hold_the_truth():
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(100):
        found = intervals.mean(rng.normal(size=40), rng, repeats=200)
        held += found.lower <= 0 <= found.upper
    assert 86 <= held <= 99


def test_equal_seeds_give_equal_bits_and_others_do_not():
    one, other, third = (intervals.mean(SAMPLE, np.random.default_rng(seed), block=4).drawn for seed in (5, 5, 6))
    assert one.tobytes() == other.tobytes()
    assert one.tobytes() != third.tobytes()


def test_weights_go_with_their_units_and_missing_ones_are_left_out():
    found = intervals.mean([0.2, 0.8, np.nan], np.random.default_rng(1), weights=[3e90, 1e90, 5e90])
    assert found.estimate == pytest.approx(0.35)
    median = intervals.mean(SAMPLE, np.random.default_rng(1), statistic=lambda x, w: float(np.median(x)))
    assert median.lower <= median.estimate <= median.upper
    assert median.estimate == np.median(SAMPLE)


def test_one_unit_and_equal_units_have_no_spread():
    for sample in ([0.4], [0.4] * 5):
        found = intervals.mean(sample, np.random.default_rng(1))
        assert (found.lower, found.upper) == (pytest.approx(0.4), pytest.approx(0.4))


def test_degrees_carry_the_errors_of_their_values():
    values = [[0.5, 0.6, 0.7, 0.8], [0.5, np.nan, 0.7, 0.4], [0.2, 0.3, 0.5, 0.5]]
    one, other = (
        intervals.degrees(values, [0.05, 0.05, 0, 0], PLAN, np.random.default_rng(9), repeats=100) for _ in range(2)
    )
    assert one.lower.tobytes() == other.lower.tobytes()
    assert (one.lower[[0, 2]] < one.degree[[0, 2]]).all()
    assert (one.degree[[0, 2]] < one.upper[[0, 2]]).all()
    assert np.isnan([one.degree[1], one.lower[1], one.upper[1], one.kept_class[1]]).all()
    assert ((one.kept_class[[0, 2]] > 0) & (one.kept_class[[0, 2]] <= 1)).all()


def test_the_interval_of_a_balanced_unit_lies_low_around_it():
    found = intervals.degrees([[0.5] * 4], [0.1] * 4, PLAN, np.random.default_rng(9))
    assert found.degree[0] - found.lower[0] > 3 * (found.upper[0] - found.degree[0])


def test_exact_values_have_intervals_of_no_width():
    values = np.random.default_rng(3).uniform(0, 1, (5, 4))
    found = intervals.degrees(values, np.zeros((5, 4)), PLAN, np.random.default_rng(3), repeats=5)
    assert found.lower == pytest.approx(found.degree, abs=1e-15)
    assert (found.kept_class == 1).all()


def test_weights_of_any_size_leave_no_zero_to_divide_by():
    found = intervals.mean([0.2, 0.8, 0.5], np.random.default_rng(1), weights=[5e-324, 1e49, 0], repeats=50)
    assert (found.lower, found.upper) == (pytest.approx(0.8), pytest.approx(0.8))


def test_what_has_no_interval_is_refused():
    rng = np.random.default_rng(1)
    refused("array.too_short", lambda: intervals.mean([np.nan], rng))
    refused("array.negative", lambda: intervals.mean([1, 2], rng, weights=[1, -1]))
    refused("array.negative", lambda: intervals.degrees([[0.5] * 4], [-1] * 4, PLAN, rng))
    refused("array.shape", lambda: intervals.degrees([[0.5] * 4], [1] * 3, PLAN, rng))
    refused("array.out_of_range", lambda: intervals.mean([1, 2], rng, level=1.5))
