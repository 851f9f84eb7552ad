"""Grey relational grade: how closely each series follows a reference."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays, ranks
from assessment.methods.arrays import Floats, Integers
from assessment.methods.problems import MethodError


class SeriesScaling(StrEnum):
    """By what each series is divided before it is compared."""

    NONE = "none"
    INITIAL = "initial"
    MEAN = "mean"
    MINMAX = "minmax"


@dataclass(frozen=True)
class GreyRelation:
    """Grades (series,), places, coefficients and differences (series, points), smallest and largest difference."""

    grades: Floats
    places: Integers
    coefficients: Floats
    differences: Floats
    smallest: float
    largest: float
    rho: float
    weights: Floats
    scaling: SeriesScaling


def relate(
    series: Any, reference: Any = None, weights: Any = None, *, rho: float = 0.5, scaling: str = "none"
) -> GreyRelation:
    """Relate `series` (series, points) to `reference` (points,), both complete and comparable, or made so by `scaling`.

    delta_ij = |ref_j - x_ij|,  dmin and dmax over the whole table
    xi_ij = (dmin + rho dmax) / (delta_ij + rho dmax) in (0, 1],  grade_i = sum_j w_j xi_ij in (0, 1]

    `reference` None is the best of each column of a table where more is better. `rho` in (0, 1]; `weights` (points,)
    with the sum 1, equal if None. `scaling` divides each series, the reference too, by its first value or its mean, or
    takes it to [0, 1] by min-max (a constant series becomes 0). If nothing differs all coefficients are 1.

    Source: Deng Julong, J. Grey System 1 (1989) 1-24. Certainty: high.
    """
    x = arrays.table(series, "series")
    points = x.shape[1]
    ref = x.max(axis=0) if reference is None else arrays.vector(reference, "reference", length=points)
    way = arrays.choice(scaling, SeriesScaling, "scaling")
    w = np.full(points, 1 / points) if weights is None else arrays.weights(weights, points)
    rho = arrays.between(rho, "rho", 1e-9, 1)
    both = _scaled(np.vstack([ref, x]), way)
    differences = np.abs(both[1:] - both[0])
    smallest, largest = float(differences.min()), float(differences.max())
    # Where nothing differs, every series is the reference.
    reach = rho * largest if largest > 0 else 1.0
    coefficients = (smallest + reach) / (differences + reach)
    grades = np.minimum(np.add.reduce(coefficients * w, axis=1), 1.0)
    return GreyRelation(grades, ranks.best_first(grades), coefficients, differences, smallest, largest, rho, w, way)


def _scaled(rows: Floats, way: SeriesScaling) -> Floats:
    if way is SeriesScaling.NONE:
        return rows
    if way is SeriesScaling.MINMAX:
        low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
        return np.asarray((rows - low) / np.where(high > low, high - low, 1.0))
    base = rows[:, :1] if way is SeriesScaling.INITIAL else rows.mean(axis=1, keepdims=True)
    if (np.abs(base) <= 1e-100).any():
        raise MethodError("scaling.no_base", column=int(np.argmax(np.abs(base[:, 0]) <= 1e-100)), base=way.value)
    return np.asarray(rows / base)
