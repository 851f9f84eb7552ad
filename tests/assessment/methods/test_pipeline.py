"""From values to classes and obstacles: the parts composed, and every row on its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods import pipeline, scores
from assessment.methods.coordination import classes, coupling
from assessment.methods.ranking import obstacles
from assessment.methods.scaling import reference
from tests.assessment.methods.inputs import NUMBERS, refused, tables

BOUNDS = reference.bounds(
    [10, 0, 5, 0, 60, 0], [70, 3, 9, 1, 95, 100], "+-=+--", [0, 0, 6, 0, 0, 0], [0, 0, 8, 0, 0, 0]
)
MEMBER = [0, 1, 0, 2, 1, 2]
PLAN = pipeline.scheme(BOUNDS, [0.2, 0.15, 0.2, 0.1, 0.2, 0.15], MEMBER, [0.4, 0.4, 0.2])
NAN = np.nan


def test_one_mine_by_hand():
    found = pipeline.assess([[40, 0.6, 7, 0.8, 81, 20]], PLAN)
    assert found.scores[0] == pytest.approx([0.5, 0.8, 1, 0.8, 0.4, 0.8])
    assert found.subsystems[0] == pytest.approx([0.75, (0.15 * 0.8 + 0.2 * 0.4) / 0.35, 0.8])
    u = found.subsystems[0]
    apart = (abs(u[0] - u[1]) + abs(u[0] - u[2]) + abs(u[1] - u[2])) / 3
    c = np.sqrt((1 - apart) * np.sqrt(u[0] * u[1] / u[2] ** 2))
    t = 0.4 * u[0] + 0.4 * u[1] + 0.2 * u[2]
    assert found.coupling[0] == pytest.approx(c)
    assert found.degree[0] == pytest.approx(np.sqrt(c * t))
    assert found.grades[0] == 8
    assert found.obstacles[0].sum() == pytest.approx(1)
    assert PLAN.weights == pytest.approx([0.2, 0.4 * 3 / 7, 0.2, 0.08, 0.4 * 4 / 7, 0.12])


VALUES = tables(st.one_of(NUMBERS, st.floats(0, 100), st.just(NAN)), rows=(1, 12), columns=(6, 6))


@given(VALUES, st.sampled_from(list(coupling.Model)))
def test_it_is_the_parts_one_after_the_other(values, model):
    plan = pipeline.scheme(BOUNDS, PLAN.parts.weights, MEMBER, [0.4, 0.4, 0.2], model=model)
    found = pipeline.assess(values, plan)
    z = reference.scale(values, BOUNDS).scores
    rated = scores.score(z, plan.parts)
    moved = coupling.coordinate(rated.scores, [0.4, 0.4, 0.2], model=model)
    assert np.array_equal(found.scores, z, equal_nan=True)
    assert np.array_equal(found.degree, moved.degree, equal_nan=True)
    assert np.array_equal(found.grades, classes.classify(moved.degree))
    assert np.array_equal(found.obstacles, obstacles.diagnose(z, plan.weights).degrees, equal_nan=True)
    assert np.array_equal(found.grades == 0, np.isnan(found.degree))


@given(st.integers(0, 2**32), st.integers(1, 40), st.sampled_from([0, 0.002, 0.1]), st.booleans())
def test_some_rows_give_the_same_bits_as_the_same_rows_among_others(seed, size, gaps, at_bounds):
    rng = np.random.default_rng(seed)
    columns = 42
    bounds = reference.bounds(np.zeros(columns), np.full(columns, 100.0), rng.choice([1, -1], columns))
    plan = pipeline.scheme(bounds, rng.uniform(0.1, 1, columns), rng.permutation(np.arange(columns) % 3))
    values = rng.choice([0.0, 100.0, 50.0], (size, columns)) if at_bounds else rng.uniform(-10, 110, (size, columns))
    values[rng.random(values.shape) < gaps] = NAN
    whole = pipeline.assess(values, plan)
    some = np.flatnonzero(rng.random(size) < 0.3)
    part = pipeline.assess(values[some], plan)
    for name in ("scores", "subsystems", "coverage", "coupling", "index", "degree", "grades", "obstacles"):
        assert getattr(part, name).tobytes() == getattr(whole, name)[some].tobytes(), name


def test_more_units_than_one_block_are_all_assessed(monkeypatch):
    values = np.random.default_rng(3).uniform(0, 100, (23, 6))
    whole = pipeline.assess(values, PLAN)
    monkeypatch.setattr(pipeline, "BLOCK", 5)
    zones = reference.bounds(*(np.tile(one, (23, 1)) for one in (BOUNDS.lower, BOUNDS.upper)), BOUNDS.directions,
                             *(np.tile(one, (23, 1)) for one in (BOUNDS.best_from, BOUNDS.best_to)))  # fmt: skip
    by_zone = pipeline.scheme(zones, PLAN.parts.weights, MEMBER, PLAN.subsystem_weights)
    assert np.array_equal(pipeline.assess(values, by_zone).degree, whole.degree)


def test_what_does_not_apply_is_neither_known_nor_missing():
    values = [[40, 0.6, 7, 0.8, 81, 20]]
    applies = [[True, True, False, True, True, True]]
    found = pipeline.assess(values, PLAN, applies)
    assert found.subsystems[0, 0] == pytest.approx(0.5)
    assert found.coverage[0].tolist() == [1, 1, 1]
    assert np.isnan(found.obstacles[0, 2])


def test_a_dimension_below_seventy_percent_leaves_the_unit_unrated():
    found = pipeline.assess([[40, 0.6, 7, 0.8, NAN, 20]], PLAN)
    assert found.coverage[0, 1] == pytest.approx(3 / 7)
    assert found.grades.tolist() == [0]
    assert not np.isnan(found.subsystems[0, 0])


def test_no_units_are_no_results():
    assert pipeline.assess(np.empty((0, 6)), PLAN).degree.size == 0


def test_parts_that_do_not_belong_together_are_refused():
    refused("coupling.subsystems", lambda: pipeline.scheme(BOUNDS, [1] * 6, [0] * 6))
    refused("array.shape", lambda: pipeline.scheme(BOUNDS, [1] * 5, [0, 0, 1, 1, 2]))
    refused("weights.sum", lambda: pipeline.scheme(BOUNDS, [1] * 6, MEMBER, [1, 1, 1]))
    refused("array.shape", lambda: pipeline.assess([[1, 2]], PLAN))
    refused("array.shape", lambda: pipeline.assess([[1] * 6], PLAN, [[True]]))
