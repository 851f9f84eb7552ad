"""Uncertainty intervals by bootstrap, bit-equal for equal seeds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays, pipeline, resampling
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.problems import MethodError


@dataclass(frozen=True)
class Interval:
    """An estimate with its percentile interval and standard error, and the drawn estimates behind them."""

    estimate: float
    lower: float
    upper: float
    error: float
    level: float
    drawn: Floats
    block: int


@dataclass(frozen=True)
class DegreeIntervals:
    """D of each unit with its interval, NaN where not rated, and how often each unit kept its class."""

    degree: Floats
    lower: Floats
    upper: Floats
    kept_class: Floats
    level: float
    repeats: int


def mean(
    sample: Any,
    rng: np.random.Generator,
    *,
    weights: Any = None,
    statistic: Callable[[Floats, Floats], float] | None = None,
    repeats: int = 1000,
    level: float = 0.95,
    block: int = 1,
) -> Interval:
    """Return the mean of `sample` (units,) with an interval from `repeats` samples of the same size drawn with
    replacement.

    `weights` (units,), any positive sum, such as area or output, go with their units: estimate = sum w x / sum w.
    `statistic` takes values and weights of one sample in place of the weighted mean. `block` neighbours are drawn
    together, for series whose values depend on each other. NaN (not rated) is left out first. The interval runs
    between the (1 - level) / 2 and (1 + level) / 2 quantiles; one unit alone has no spread and gets an interval of no
    width: ask for more.

    Sources: Efron, Annals of Statistics 7 (1979) 1-26; Kunsch, Annals of Statistics 17 (1989) for blocks, on a circle
    after Politis & Romano (1992). Certainty: high; percentile intervals are too narrow below about 20 units.
    """
    given = arrays.vector(sample, "sample", missing=True)
    w = np.ones_like(given) if weights is None else arrays.vector(weights, "weights", length=given.size)
    if (w < 0).any():
        raise MethodError("array.negative", name="weights")
    w = w / (w.max() or 1.0)
    known = ~np.isnan(given) & (w > 1e-100)
    if not known.any():
        raise MethodError("array.too_short", name="sample", least=1, found=0)
    x, w = given[known], w[known]
    repeats, level = arrays.whole(repeats, "repeats", 1), arrays.between(level, "level", 0.5, 0.9999)
    block = arrays.whole(block, "block", 1, x.size)
    function = statistic or _weighted_mean
    drawn = np.empty(repeats)
    for number in range(repeats):
        places = resampling.drawn_places(x.size, block, rng)
        drawn[number] = function(x[places], w[places])
    lower, upper = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(function(x, w)), float(lower), float(upper), float(drawn.std()), level, drawn, block)


def degrees(
    values: Any,
    errors: Any,
    plan: pipeline.Scheme,
    rng: np.random.Generator,
    *,
    applies: Any = None,
    repeats: int = 200,
    level: float = 0.95,
) -> DegreeIntervals:
    """Return D of each unit with an interval that carries the errors of its values (parametric bootstrap).

    `values` (units, indicators) as for `pipeline.assess`; `errors` the standard error of each value in its unit, of
    the same shape or (indicators,), 0 where it is exact. Each draw adds errors · N(0, 1), independent between values,
    and is assessed anew. `kept_class` is the share of draws in the class of the undisturbed value. Missing values stay
    missing. Disturbing a unit whose subsystems are equal can only unbalance it, so its interval lies low around its D.

    Source: OECD/JRC Handbook (2008), 7, uncertainty analysis. Certainty: high; that errors are normal and independent
    is an assumption. Memory: repeats x units numbers.
    """
    given = arrays.table(values, "values", missing=True)
    spread = np.broadcast_to(_errors(errors, given), given.shape)
    repeats, level = arrays.whole(repeats, "repeats", 1), arrays.between(level, "level", 0.5, 0.9999)
    base = pipeline.assess(given, plan, applies)
    drawn = np.empty((repeats, given.shape[0]))
    kept = np.zeros(given.shape[0])
    for number in range(repeats):
        again = pipeline.assess(given + spread * rng.standard_normal(given.shape), plan, applies)
        drawn[number] = again.degree
        kept += again.grades == base.grades
    lower, upper = np.full((2, given.shape[0]), np.nan)
    rated: Booleans = ~np.isnan(base.degree)
    lower[rated], upper[rated] = np.quantile(drawn[:, rated], [(1 - level) / 2, (1 + level) / 2], axis=0)
    share = np.where(rated, kept / repeats, np.nan)
    return DegreeIntervals(base.degree, lower, upper, share, level, repeats)


def _errors(errors: Any, given: Floats) -> Floats:
    if np.ndim(errors) == 1:
        found = arrays.vector(errors, "errors", length=given.shape[1])
    else:
        found = arrays.table(errors, "errors")
        if found.shape != given.shape:
            raise MethodError("array.shape", name="errors", expected=str(given.shape), found=str(found.shape))
    if (found < 0).any():
        raise MethodError("array.negative", name="errors")
    return found


def _weighted_mean(values: Floats, weights: Floats) -> float:
    return float((values * weights).sum() / weights.sum())
