"""Continuous piecewise linear regression: one line with kinks."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays, resampling
from assessment.methods.arrays import Floats
from assessment.methods.changes import break_search, least_squares, students
from assessment.methods.problems import MethodError


@dataclass(frozen=True)
class Piecewise:
    """Breaks in order of x with standard errors and intervals, and the line between them.

    `coefficients` are b0, b1, d_1 ... d_K of the formula, `slopes` those of the K + 1 pieces; `squares` is the sum of
    squared residuals, `straight_squares` that of one straight line.
    """

    breaks: Floats
    break_errors: Floats
    intervals: Floats
    level: float
    interval_kind: str
    coefficients: Floats
    slopes: Floats
    squares: float
    straight_squares: float
    fitted: Floats
    residuals: Floats


@dataclass(frozen=True)
class Existence:
    """Whether there is a kink at all: sup-F over all places and its p value by bootstrap."""

    statistic: float
    place: float
    p_value: float
    repeats: int


def fit(
    x: Any,
    y: Any,
    breaks: int = 1,
    *,
    least: int = 2,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
    repeats: int = 199,
) -> Piecewise:
    """Fit y = b0 + b1 x + sum_k d_k max(x - psi_k, 0) by least squares over all psi, complete vectors (n,), any order.

    At least `least` different x stand left of, right of and between breaks. psi is searched on a grid of the x (pairs
    of places at once, further ones one after the other), then refined between them until nothing improves.

    Intervals: without `rng` psi ± t(n - 2 - 2K) se by Muggeo's delta method, se from the linearised columns
    [1, x, max(x - psi, 0), -d I(x > psi)]; with `rng` percentiles of `repeats` refits on resampled residuals,
    bit-equal for equal seeds. Neither says whether there is a break: ask `exists`.

    Sources: Muggeo, Statistics in Medicine 22 (2003) 3055-3071; Hudson, J. Am. Statist. Ass. 61 (1966) 1097-1129.
    Certainty: high for the fit; with three or more breaks a local optimum is possible.
    """
    given_x, given_y = _checked(x, y)
    level = arrays.between(level, "level", 0.5, 0.9999)
    count = arrays.whole(breaks, "breaks", 1, 20)
    places = break_search.places(given_x, count, arrays.whole(least, "least", 1))
    profile = break_search.Profile(given_x, places)
    found = break_search.search(profile, given_y, count)
    columns = break_search.columns(given_x, found)
    line = least_squares.fit(columns, given_y)
    errors = _errors(given_x, found, line)
    if rng is None:
        freedom = given_x.size - 2 - 2 * count
        reach = students.quantile((1 + level) / 2, freedom) * errors
        intervals, kind = np.stack([found - reach, found + reach], axis=1), "delta"
    else:
        fitted = columns @ line.coefficients
        drawn = np.empty((arrays.whole(repeats, "repeats", 1), count))
        for row in drawn:
            again = fitted + line.residuals[resampling.drawn_places(given_x.size, 1, rng)]
            row[:] = break_search.search(profile, again, count, fine=False)
        tail = (1 - level) / 2
        intervals, kind = np.quantile(drawn, [tail, 1 - tail], axis=0).T, "bootstrap"
    straight = least_squares.fit(columns[:, :2], given_y).squares
    slopes = np.cumsum(line.coefficients[1:])
    return Piecewise(
        found, errors, intervals, level, kind, line.coefficients, slopes, line.squares, straight,
        given_y - line.residuals, line.residuals,
    )  # fmt: skip


def exists(x: Any, y: Any, rng: np.random.Generator, *, least: int = 2, repeats: int = 999) -> Existence:
    """Test one straight line against one kink.

    F(psi) = (n - 3) (S0 - S(psi)) / S(psi);  statistic = max F over the places of the grid;  p = (1 + #{F* >= F}) / (1
    + R), F* from the straight line plus its residuals drawn anew: psi does not exist under the hypothesis, so that a
    table of F does not hold. Source: Hansen, Econometrica 64 (1996) 413-430, for the idea; Davies (1987) for the
    problem. The residual bootstrap assumes independent residuals of equal spread. Certainty: high.
    """
    given_x, given_y = _checked(x, y)
    repeats = arrays.whole(repeats, "repeats", 1)
    places = break_search.places(given_x, 1, arrays.whole(least, "least", 1))
    straight = least_squares.fit(np.stack([np.ones_like(given_x), given_x - given_x.mean()], axis=1), given_y)
    fitted = given_y - straight.residuals
    profile = break_search.Profile(given_x, places)
    first = profile.gains(straight.residuals[:, None])[:, 0]
    drawn = np.stack(
        [straight.residuals[resampling.drawn_places(given_x.size, 1, rng)] for _ in range(repeats)], axis=1
    )
    again = profile.gains(drawn)
    rest = np.maximum(profile.straight_squares(drawn), 0.0)
    scale = float(np.abs(fitted).max() + np.abs(given_y).max()) ** 2 * 1e-24 * given_x.size
    statistic = _largest_f(first, straight.squares, given_x.size, scale)
    reached = sum(
        _largest_f(again[:, one], float(rest[one]), given_x.size, scale) >= statistic for one in range(repeats)
    )
    return Existence(statistic, float(places[int(np.argmax(first))]), (1 + reached) / (1 + repeats), repeats)


def _largest_f(gains: Floats, squares: float, count: int, nothing: float) -> float:
    """Return the largest F; a line that already fits but for rounding has none."""
    if squares <= nothing:
        return 0.0
    gain = float(gains.max())
    return (count - 3) * gain / max(squares - gain, nothing, squares * 1e-15)


def _checked(x: Any, y: Any) -> tuple[Floats, Floats]:
    given_x = least_squares.plain(arrays.vector(x, "x", least=4, limit=least_squares.LARGEST))
    given_y = least_squares.plain(arrays.vector(y, "y", length=given_x.size, limit=least_squares.LARGEST))
    if np.unique(given_x).size < 4:
        raise MethodError("series.no_spread", name="x", least=4)
    order = np.lexsort((given_y, given_x))
    return given_x[order], given_y[order]


def _errors(x: Floats, breaks: Floats, line: least_squares.Fit) -> Floats:
    """Return the standard errors of the breaks; infinite where a kink is too small to be placed."""
    freedom = x.size - 2 - 2 * breaks.size
    kinks = line.coefficients[2:]
    if freedom < 1:
        raise MethodError("regression.no_breaks", count=int(breaks.size))
    steps = np.where(x[:, None] > breaks, -kinks, 0.0)
    try:
        full = least_squares.fit(np.hstack([break_search.columns(x, breaks), steps]), line.residuals)
    except MethodError:
        return np.full(breaks.size, np.inf)
    variance = line.squares / freedom
    return np.sqrt(variance * np.diag(full.inverse)[2 + breaks.size :])
