"""Whether a threshold exists: the largest Lagrange multiplier over all thresholds, with a bootstrap."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Floats
from assessment.methods.changes import least_squares, threshold
from assessment.methods.problems import MethodError


@dataclass(frozen=True)
class SupLm:
    """The statistic and where it is reached, the statistics of all candidates, and the bootstrap p or None."""

    statistic: float
    place: float
    candidates: Floats
    statistics: Floats
    p_value: float | None
    repeats: int
    trim: float


def sup_lm(
    y: Any,
    x: Any,
    q: Any,
    *,
    rng: np.random.Generator | None = None,
    repeats: int = 1000,
    constant: bool = True,
    trim: float = 0.15,
) -> SupLm:
    """Test one linear relation against two, y and q (n,), x (n, regressors), allowing for unequal spread of residuals.

    With residuals e of one line, x ordered by q, sums over q <= gamma:
    M = sum x x', V = sum x x' e², s = sum x e;  M0, V0 over all
    LM(gamma) = s' [V - M M0⁻¹ V - V M0⁻¹ M + M M0⁻¹ V0 M0⁻¹ M]⁻¹ s;   statistic = max LM over gamma
    for the different q with floor(trim n) <= #{q_i <= gamma} <= floor((1 - trim) n).
    p = share of `repeats` fixed-regressor samples y* = e N(0, 1) whose statistic, with their own residuals and V,
    reaches it; bit-equal for equal seeds.

    Sources: Hansen, Econometrica 64 (1996) 413-430; Econometrica 68 (2000), 5. Certainty: high for the statistic; p is
    random and the tables in print rest on 1,000 draws, so they agree to about 0.02 only.
    """
    made = threshold.design(y, x, q, constant)
    trim = arrays.between(trim, "trim", 0.01, 0.49)
    n = made.y.size
    inside = (made.counts >= math.floor(trim * n)) & (made.counts <= math.floor((1 - trim) * n)) & (made.counts < n)
    if not inside.any():
        raise MethodError("regression.no_threshold")
    ends = np.asarray(made.counts[inside]) - 1
    columns, _ = np.linalg.qr(made.x / np.abs(made.x).max(axis=0).clip(1e-300))
    line = least_squares.fit(made.x, made.y)
    size = float(np.abs(line.residuals).max())
    moments = np.cumsum(columns[:, :, None] * columns[:, None, :], axis=0)[ends]
    if size <= 1e-12 * float(np.abs(made.y).max()):
        statistics = np.zeros(ends.size)
    else:
        statistics = _statistics(columns, line.residuals / size, moments, ends)
    best = int(np.argmax(statistics))
    p_value = None
    if rng is not None:
        repeats = arrays.whole(repeats, "repeats", 1)
        reached = 0
        for _ in range(repeats):
            drawn = rng.standard_normal(n) * line.residuals / (size or 1.0)
            rest = drawn - columns @ (columns.T @ drawn)
            reached += float(_statistics(columns, rest, moments, ends).max()) >= float(statistics[best])
        p_value = reached / repeats
    return SupLm(
        float(statistics[best]), float(made.candidates[inside][best]), made.candidates[inside], statistics, p_value,
        0 if rng is None else repeats, trim,
    )  # fmt: skip


def _statistics(x: Floats, residuals: Floats, moments: Floats, ends: Any) -> Floats:
    """Return LM at each candidate; x is orthonormal, so M0 is the unit matrix, which changes no LM."""
    scores = x * residuals[:, None]
    sums = np.cumsum(scores, axis=0)[ends]
    spreads = np.cumsum(scores[:, :, None] * scores[:, None, :], axis=0)
    v, v0 = spreads[ends], spreads[-1]
    crossed = moments @ v
    middle = v - crossed - np.swapaxes(crossed, 1, 2) + moments @ v0 @ moments
    roots, vectors = np.linalg.eigh(middle)
    # A candidate whose variance is singular says nothing: it has a regime in which a column does not vary.
    usable = roots[:, 0] > 1e-12 * roots[:, -1]
    turned = (np.swapaxes(vectors, 1, 2) @ sums[:, :, None])[:, :, 0]
    safe = np.where(usable[:, None], roots, 1.0)
    return np.where(usable, (turned**2 / safe).sum(axis=1), 0.0)
