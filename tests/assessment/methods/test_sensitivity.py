"""What a little change of weights, bounds and known values does."""

import numpy as np
import pytest

from assessment.methods import pipeline
from assessment.methods.robustness import sensitivity
from assessment.methods.scaling import reference
from tests.assessment.methods.inputs import refused

BOUNDS = reference.bounds([0, 0, 0, 6, 0], [100, 3, 1, 9, 1], "+-+=+", [0, 0, 0, 7, 0], [0, 0, 0, 8, 0])
PLAN = pipeline.scheme(BOUNDS, [0.5, 0.5, 0.35, 0.3, 0.35], [0, 0, 1, 1, 1])
VALUES = np.random.default_rng(6).uniform([0, 0, 0, 6, 0], [100, 3, 1, 9, 1], (40, 5))


def test_each_row_is_a_full_assessment_of_the_varied_scheme():
    found = sensitivity.weights(VALUES, PLAN, step=0.2)
    varied = pipeline.scheme(BOUNDS, [0.6, 0.5, 0.35, 0.3, 0.35], [0, 0, 1, 1, 1])
    other = pipeline.assess(VALUES, varied)
    change = np.abs(other.degree - pipeline.assess(VALUES, PLAN).degree)
    assert (found.indicators[1], found.steps[1]) == (0, 0.2)
    assert found.mean_change[1] == pytest.approx(change.mean())
    assert found.largest_change[1] == pytest.approx(change.max())
    assert found.correlation[1] < 1
    assert found.indicators.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_an_indicator_alone_in_its_subsystem_cannot_matter_by_weight():
    plan = pipeline.scheme(reference.bounds([0, 0], [1, 1]), [1, 1], [0, 1])
    found = sensitivity.weights(VALUES[:, [2, 4]], plan)
    assert found.largest_change.tolist() == [0, 0, 0, 0]
    assert found.correlation == pytest.approx([1, 1, 1, 1])


def test_higher_bounds_lower_what_is_good_when_more_of_it():
    low, high = sensitivity.bounds(VALUES, PLAN, step=0.1)
    assert (low.kind, high.kind) == ("lower", "upper")
    moved = reference.bounds([0, 0, 0, 6, 0], [110, 3, 1, 9, 1], "+-+=+", [0, 0, 0, 7, 0], [0, 0, 0, 8, 0])
    varied = pipeline.scheme(moved, PLAN.parts.weights, [0, 0, 1, 1, 1])
    other, base = pipeline.assess(VALUES, varied), pipeline.assess(VALUES, PLAN)
    assert (other.index < base.index).all()
    # D need not fall with T: two subsystems that come closer are better coupled.
    assert (other.degree > base.degree).any()
    assert high.mean_change[1] == pytest.approx(np.abs(other.degree - base.degree).mean())
    assert low.degrees == pytest.approx(base.degree)


def test_a_missing_indicator_of_much_weight_leaves_units_unrated():
    found = sensitivity.missing(VALUES, PLAN)
    assert found.lost.tolist() == [40, 40, 40, 0, 40]
    assert found.mean_change[0] == 0
    assert found.mean_change[3] > 0


def test_units_that_all_stand_alike_agree():
    found = sensitivity.missing(np.tile([50.0, 1.5, 0.5, 7.5, 0.5], (3, 1)), PLAN)
    assert found.correlation[3] == 1


def test_steps_out_of_reason_are_refused():
    refused("array.out_of_range", lambda: sensitivity.weights(VALUES, PLAN, step=1.5))
    refused("array.out_of_range", lambda: sensitivity.bounds(VALUES, PLAN, step=0.5))
