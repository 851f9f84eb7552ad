"""TOPSIS: closeness to the ideal and distance from its opposite."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays, ranks
from assessment.methods.arrays import Floats, Integers
from assessment.methods.scaling import sample
from assessment.methods.scaling.directions import Direction, Directions


@dataclass(frozen=True)
class Topsis:
    """Closeness in [0, 1] and place of each alternative, with all that led to them and the scaling by name."""

    closeness: Floats
    places: Integers
    to_ideal: Floats
    to_opposite: Floats
    ideal: Floats
    opposite: Floats
    weighted: Floats
    weights: Floats
    scaling: sample.Scaling
    directions: Directions


def rank(values: Any, weights: Any = None, directions: Any = None, *, scaling: str = "vector") -> Topsis:
    """Rank alternatives by `values` (alternatives, criteria), complete.

    v_ij = w_j r_ij, r scaled by "vector" (default), "minmax", "sum", "max" or "none"
    ideal_j = the best, opposite_j = the worst v_ij of column j by its direction
    d+_i = || v_i - ideal ||_2,  d-_i = || v_i - opposite ||_2,  closeness_i = d-_i / (d+_i + d-_i)

    `weights` (criteria,) any positive sum, equal if None; place 1 is the best, equals share it. Rankings may flip with
    the scaling, so the result names it. Where ideal and opposite coincide (one alternative, constants) closeness is
    0.5: nothing tells the alternatives apart.

    Source: Hwang & Yoon (1981), 3.1.6; Tzeng & Huang, Multiple Attribute Decision Making (2011), ch. 5. Certainty:
    high.
    """
    given = arrays.table(values, "values")
    count = given.shape[1]
    w = np.full(count, 1 / count) if weights is None else arrays.weights(weights, count, total=False)
    scaled = sample.scale(given, scaling, directions)
    v = scaled.scores * w
    more = np.full(count, True) if scaled.turned else scaled.directions != Direction.COST
    high, low = v.max(axis=0), v.min(axis=0)
    ideal, opposite = np.where(more, high, low), np.where(more, low, high)
    unit = float(np.abs(v).max()) or 1.0
    to_ideal, to_opposite = (unit * np.sqrt((((v - one) / unit) ** 2).sum(axis=1)) for one in (ideal, opposite))
    together = to_ideal + to_opposite
    closeness = np.where(together > 0, to_opposite / np.where(together > 0, together, 1.0), 0.5)
    return Topsis(
        closeness, ranks.best_first(closeness), to_ideal, to_opposite, ideal, opposite, v, w, scaled.scaling,
        scaled.directions,
    )  # fmt: skip
