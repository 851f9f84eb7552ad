"""Scale by the sample itself, as methods that compare a closed set of alternatives need it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.problems import MethodError
from assessment.methods.scaling import directions as ways
from assessment.methods.scaling.directions import Direction, Directions


class Scaling(StrEnum):
    """By what a column is scaled."""

    NONE = "none"
    MINMAX = "minmax"
    VECTOR = "vector"
    SUM = "sum"
    MAX = "max"


@dataclass(frozen=True)
class SampleScores:
    """Scaled columns; `turned` says whether more is now better in every column."""

    scores: Floats
    scaling: Scaling
    directions: Directions
    minimum: Floats
    maximum: Floats
    base: Floats
    constant: Booleans
    turned: bool


def scale(
    values: Any, scaling: str = "minmax", directions: Any = None, best_from: Any = None, best_to: Any = None
) -> SampleScores:
    """Scale each column of `values` (units, criteria) by its own values; NaN is left out and stays.

    minmax  (x - min) / (max - min), less is better: (max - x) / (max - min); a range [a, b] is best:
            1 - max(a - x, x - b, 0) / max(a - min, max - b); result in [0, 1], more is better. A constant column
            becomes 1.
    vector  x / sqrt(sum x²); directions are not turned. A column of zeros stays zero.
    sum     x / sum x; directions are not turned; the sum must be above zero.
    max     x / max x; directions are not turned; the largest must be above zero.
    none    x.

    Sources: Hwang & Yoon, Multiple Attribute Decision Making (1981), ch. 2 (vector, max, minmax); Shannon shares (sum);
    the interval type as in Chinese textbooks of modelling. Certainty: high.
    """
    given = arrays.table(values, "values", missing=True)
    way = arrays.choice(scaling, Scaling, "scaling")
    signs = ways.directions(directions, given.shape[1], ranges=way is Scaling.MINMAX)
    known = ~np.isnan(given)
    low = np.where(known, given, np.inf).min(axis=0)
    high = np.where(known, given, -np.inf).max(axis=0)
    if not known.any(axis=0).all():
        raise MethodError("array.missing", name="values", count=int((~known).sum()))
    base = _base(given, way, low, high)
    if way is Scaling.MINMAX:
        scores = _minmax(given, signs, low, high)
        for column in np.flatnonzero(signs == Direction.RANGE):
            scores[:, column] = _to_range(given[:, column], low, high, best_from, best_to, int(column))
    else:
        scores = given / np.where(base == 0, 1.0, base)
    return SampleScores(
        scores, way, signs, low, high, base, low == high, way is Scaling.MINMAX or bool((signs > 0).all())
    )


def _base(given: Floats, way: Scaling, low: Floats, high: Floats) -> Floats:
    if way is Scaling.MINMAX:
        return high - low
    if way is Scaling.NONE:
        return np.ones_like(high)
    if way is Scaling.VECTOR:
        # Divided by the largest first, so that squares of tiny and huge numbers stay in range.
        largest = np.maximum(np.abs(low), np.abs(high))
        unit = given / np.where(largest == 0, 1.0, largest)
        return np.asarray(largest * np.sqrt(np.nansum(unit * unit, axis=0)))
    base = np.nansum(given, axis=0) if way is Scaling.SUM else high
    # What is left where positive and negative values cancel is rounding, not a base.
    wrong = (base <= 0) | (base < 1e-12 * np.maximum(np.abs(low), np.abs(high)))
    if wrong.any():
        raise MethodError("scaling.no_base", column=int(np.argmax(wrong)) + 1, base=way.value)
    return np.asarray(base)


def _minmax(given: Floats, signs: Directions, low: Floats, high: Floats) -> Floats:
    constant = low == high
    origin = np.where(signs == Direction.COST, high, low)
    span = np.where(signs == Direction.COST, low, high) - origin
    scores = (given - origin) / np.where(constant, 1.0, span)
    scores = np.where(constant & ~np.isnan(given), 1.0, scores)
    return np.clip(scores, 0.0, 1.0)


def _to_range(given: Floats, low: Floats, high: Floats, best_from: Any, best_to: Any, column: int) -> Floats:
    if best_from is None or best_to is None:
        raise MethodError("bounds.best_range", column=column + 1)
    a = arrays.vector(best_from, "best_from", length=low.size, missing=True)[column]
    b = arrays.vector(best_to, "best_to", length=low.size, missing=True)[column]
    if not a <= b:
        raise MethodError("bounds.best_range", column=column + 1)
    reach = max(a - low[column], high[column] - b, 0.0)
    outside = np.maximum(np.maximum(a - given, given - b), 0.0)
    return np.asarray(1.0 - outside / (reach if reach > 0 else 1.0))
