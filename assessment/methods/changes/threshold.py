"""Threshold regression: two linear relations, one below and one above a value of a threshold variable."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.changes import least_squares, threshold_scale
from assessment.methods.changes.threshold_scale import Scale
from assessment.methods.problems import MethodError

LEVELS = (0.90, 0.95, 0.99)


@dataclass(frozen=True)
class Regime:
    """One side of the threshold: its observations and coefficients with classical and White standard errors."""

    count: int
    coefficients: Floats
    errors: Floats
    robust_errors: Floats
    squares: float


@dataclass(frozen=True)
class Threshold:
    """The threshold, both regimes, and the profile of all candidates from which interval and test of a value follow.

    `candidates`, `profile` (sum of squares) and `ratios` have one entry for each different q; `intervals` by level.
    """

    gamma: float
    below: Regime
    above: Regime
    squares: float
    plain_squares: float
    plain_coefficients: Floats
    r_squared: float
    candidates: Floats
    profile: Floats
    ratios: Floats
    accepted: Mapping[float, Booleans]
    intervals: Mapping[float, tuple[float, float]]
    scale: Scale
    eta: float


def critical(level: float) -> float:
    """Return the critical value -2 ln(1 - sqrt(level)) of LR(gamma): 5.94, 7.35, 10.59 for 90, 95, 99 %."""
    return -2 * math.log(1 - math.sqrt(arrays.between(level, "level", 0, 1 - 1e-12)))


def fit(y: Any, x: Any, q: Any, *, constant: bool = True, trim: float = 0.0, scale: str = "homoskedastic") -> Threshold:
    """Fit y = theta1' x where q <= gamma, y = theta2' x where q > gamma, by least squares over gamma.

    y, q (n,), x (n, regressors), all complete, any order; `constant` puts a column of ones first; k columns then.
    gamma = argmin S(gamma) over the different q that leave more than k + 1 observations on either side, and at least
    `trim` of all on either side.
    LR(gamma) = n (S(gamma) - S(gamma_hat)) / (S(gamma_hat) eta²)
    gamma is accepted at level c while LR <= -2 ln(1 - sqrt c); the interval runs from the first accepted q to the last.
    Candidates without enough observations have the S of one line. eta² = 1 ("homoskedastic", the default), or, where
    residuals spread differently around the threshold, by one of the rules of `threshold_scale`: "quadratic", "kernel",
    or "program", which gives the intervals in print.

    Source: Hansen, Econometrica 68 (2000) 575-603, eq. 3-6, 16, 19 and 3.4. Certainty: high; whether a threshold
    exists is another question, see `threshold_existence`.
    """
    made = design(y, x, q, constant)
    trim = arrays.between(trim, "trim", 0, 0.49)
    way = arrays.choice(scale, Scale, "scale")
    plain = least_squares.fit(made.x, made.y)
    n, k = made.x.shape
    least = max(k + 1, math.ceil(trim * n - 1e-9) - 1)
    open_ = (made.counts > least) & (made.counts < n - least)
    if not open_.any():
        raise MethodError("regression.no_threshold")
    splits = np.full(made.candidates.size, np.inf)
    for place in np.flatnonzero(open_):
        splits[place] = _split(made, int(made.counts[place]))
    best = int(np.argmin(splits))
    if np.isinf(splits[best]):
        raise MethodError("regression.collinear")
    profile = np.where(np.isinf(splits), plain.squares, splits)
    cut = int(made.counts[best])
    below, above = least_squares.fit(made.x[:cut], made.y[:cut]), least_squares.fit(made.x[cut:], made.y[cut:])
    squares = below.squares + above.squares
    profile[best] = squares
    change = made.x @ (below.coefficients - above.coefficients)
    residuals = np.concatenate([below.residuals, above.residuals])
    eta = threshold_scale.eta(made.q, change, residuals, float(made.candidates[best]), way)
    unit = squares / n * eta
    ratios = (profile - squares) / unit if unit > 0 else np.where(profile > squares, math.inf, 0.0)
    accepted = {level: ratios <= critical(level) for level in LEVELS}
    intervals = {
        level: (float(made.candidates[inside][0]), float(made.candidates[inside][-1]))
        for level, inside in accepted.items()
    }
    spread = float(((made.y - made.y.mean()) ** 2).sum())
    pooled = squares / (n - 2 * k)
    return Threshold(
        float(made.candidates[best]), _regime(made.x[:cut], below, pooled), _regime(made.x[cut:], above, pooled),
        squares, plain.squares, plain.coefficients, 1 - squares / spread if spread > 0 else 1.0, made.candidates,
        profile, ratios, accepted, intervals, way, eta,
    )  # fmt: skip


@dataclass(frozen=True)
class Design:
    """Observations in order of q, the different q, and how many observations lie at or below each."""

    y: Floats
    x: Floats
    q: Floats
    candidates: Floats
    counts: Any


def design(y: Any, x: Any, q: Any, constant: bool) -> Design:
    """Check and order the observations of a threshold regression."""
    limit = least_squares.LARGEST
    given_y = least_squares.plain(arrays.vector(y, "y", least=4, limit=limit))
    given_q = arrays.vector(q, "q", length=given_y.size, limit=limit)
    regressors = least_squares.plain(arrays.table(x, "x", columns=0 if constant else 1, limit=limit))
    if regressors.shape[0] != given_y.size:
        raise MethodError("array.shape", name="x", expected=f"({given_y.size}, k)", found=str(regressors.shape))
    columns = np.hstack([np.ones((given_y.size, 1)), regressors]) if constant else regressors
    order = np.lexsort((*columns.T, given_y, given_q))
    candidates, counts = np.unique(given_q, return_counts=True)
    return Design(given_y[order], columns[order], given_q[order], candidates, np.cumsum(counts))


def _split(made: Design, cut: int) -> float:
    """Return the sum of squares of two regimes, infinite where one of them cannot be fitted."""
    try:
        return sum(least_squares.fit(made.x[part], made.y[part]).squares for part in (slice(cut), slice(cut, None)))
    except MethodError:
        return math.inf


def _regime(x: Floats, line: least_squares.Fit, pooled: float) -> Regime:
    weighted = x * line.residuals[:, None]
    middle = weighted.T @ weighted
    robust = np.sqrt(np.maximum(np.diag(line.inverse @ middle @ line.inverse), 0.0))
    errors = np.sqrt(pooled * np.diag(line.inverse))
    return Regime(x.shape[0], line.coefficients, errors, robust, line.squares)
