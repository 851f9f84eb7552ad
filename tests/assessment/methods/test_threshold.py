"""Threshold regression and its test against Hansen (2000)."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.methods.changes import threshold, threshold_existence
from tests.assessment.methods.inputs import MODERATE, figures_or_a_reason, refused

DATA = np.loadtxt(Path(__file__).parent / "data" / "durlauf_johnson_1995.csv", delimiter=",", skiprows=1)
GROWTH, REGRESSORS, GDP, LITERACY = DATA[:, 0], DATA[:, 1:5], DATA[:, 5], DATA[:, 6]


def test_hansen_2000_first_split_by_gdp():
    found = threshold.fit(GROWTH, REGRESSORS, GDP)
    assert found.plain_squares == pytest.approx(9.622743, abs=5e-7)
    assert (found.gamma, found.below.count, found.above.count) == (863, 18, 78)
    assert found.squares == pytest.approx(8.024881, abs=5e-7)
    assert found.r_squared == pytest.approx(0.5667667, abs=5e-8)
    below, above = (4.31203, -0.65697, 0.22774, -0.29487, 0.01806), (3.6631, -0.3234, 0.4957, -0.4877, 0.3569)
    assert found.below.coefficients == pytest.approx(below, abs=6e-6)
    assert found.above.coefficients == pytest.approx(above, abs=6e-5)
    assert found.intervals == {0.90: (594, 1794), 0.95: (594, 1794), 0.99: (539, 4802)}


def test_hansen_2000_second_split_by_literacy():
    rich = GDP > 863
    found = threshold.fit(GROWTH[rich], REGRESSORS[rich], LITERACY[rich])
    assert (found.gamma, found.below.count, found.above.count) == (45, 30, 48)


def test_the_scale_of_the_ratio_is_part_of_the_result():
    printed = threshold.fit(GROWTH, REGRESSORS, GDP, scale="program")
    assert (printed.intervals[0.95], printed.eta) == ((594, 1794), pytest.approx(0.898332, abs=5e-7))
    kernel = threshold.fit(GROWTH, REGRESSORS, GDP, scale="kernel")
    in_cents = threshold.fit(GROWTH, REGRESSORS, GDP * 100, scale="kernel")
    assert in_cents.eta == pytest.approx(kernel.eta)
    assert (kernel.scale, kernel.intervals[0.95][1]) == ("kernel", 1794)
    wide = threshold.fit(GROWTH, REGRESSORS, GDP, scale="quadratic")
    assert (wide.scale, wide.intervals[0.95]) == ("quadratic", (533, 5119))


@pytest.mark.parametrize(("level", "expected"), [(0.90, 5.9395), (0.95, 7.3523), (0.99, 10.5916)])
def test_critical_values(level, expected):
    assert threshold.critical(level) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(("by", "statistic", "place"), [(GDP, 12.60184, 833), (LITERACY, 10.78627, 10)])
def test_hansen_2000_sup_lm(by, statistic, place):
    found = threshold_existence.sup_lm(GROWTH, REGRESSORS, by)
    assert (found.statistic, found.place) == (pytest.approx(statistic, abs=6e-6), place)
    assert found.p_value is None


def test_bootstrap_p_agrees_with_the_paper_and_is_the_same_for_the_same_seed():
    found = [
        threshold_existence.sup_lm(GROWTH, REGRESSORS, GDP, rng=np.random.default_rng(1), repeats=400) for _ in "ab"
    ]
    assert found[0].p_value == found[1].p_value
    assert found[0].p_value == pytest.approx(0.09, abs=0.045)


@settings(max_examples=20)
@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.randoms(use_true_random=False))
def test_units_of_measure_and_order_do_not_matter(factor, stretch, chance):
    order = np.array(chance.sample(range(96), 96))
    found = threshold.fit((GROWTH * stretch)[order], (REGRESSORS * factor)[order], GDP[order] ** 2)
    assert found.gamma == 863**2
    assert found.squares == pytest.approx(8.024881 * stretch**2, rel=1e-6)
    test = threshold_existence.sup_lm((GROWTH * stretch)[order], (REGRESSORS * factor)[order], GDP[order])
    assert test.statistic == pytest.approx(12.60184, abs=1e-4)


def test_two_exact_lines_are_found():
    q = np.arange(40.0)
    y = np.where(q <= 17, 1 + 2 * q, 90 - q)
    found = threshold.fit(y, q[:, None], q)
    assert found.gamma == 17
    assert found.squares == pytest.approx(0, abs=1e-18)
    assert found.below.coefficients == pytest.approx([1, 2])


def test_no_change_is_no_threshold():
    rng = np.random.default_rng(8)
    x = rng.normal(size=(120, 2))
    found = threshold_existence.sup_lm(x @ [1, 2] + rng.normal(size=120), x, rng.normal(size=120), rng=rng, repeats=200)
    assert found.p_value > 0.1
    assert threshold_existence.sup_lm(np.ones(30), np.arange(30.0)[:, None], np.arange(30.0)).statistic == 0


@settings(max_examples=40)
@given(st.lists(st.tuples(*[MODERATE] * 4), min_size=4, max_size=25), st.sampled_from(list(threshold.Scale)))
def test_any_numbers_give_figures_or_a_reason(points, scale):
    values = np.array(points)
    figures_or_a_reason(lambda: threshold.fit(values[:, 0], values[:, 1:3], values[:, 3], scale=scale))
    figures_or_a_reason(lambda: threshold_existence.sup_lm(values[:, 0], values[:, 1:3], values[:, 3]))


def test_what_cannot_be_split_is_refused():
    refused("regression.no_threshold", lambda: threshold.fit(GROWTH[:6], REGRESSORS[:6], GDP[:6]))
    refused("regression.no_threshold", lambda: threshold.fit(GROWTH, REGRESSORS, np.ones(96)))
    refused("regression.collinear", lambda: threshold.fit(GROWTH, np.hstack([REGRESSORS, REGRESSORS]), GDP))
    refused("array.shape", lambda: threshold.fit(GROWTH[:-1], REGRESSORS, GDP[:-1]))
    refused("array.missing", lambda: threshold.fit([np.nan, *GROWTH[1:]], REGRESSORS, GDP))
    refused("array.out_of_range", lambda: threshold_existence.sup_lm(GROWTH, REGRESSORS, GDP, trim=0.6))
