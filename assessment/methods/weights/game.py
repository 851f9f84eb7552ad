"""Several vectors of weights combined into the one that departs least from all of them (combination by game theory)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats


class Guard(StrEnum):
    """What is done about a negative coefficient."""

    CLIP = "clip"
    REFIT = "refit"


@dataclass(frozen=True)
class CombinedWeights:
    """Combined weights with the coefficients as solved, as used, and which of them the guard set to zero."""

    weights: Floats
    vectors: Floats
    raw: Floats
    coefficients: Floats
    guard: Guard
    dropped: Booleans

    @property
    def guarded(self) -> bool:
        """Whether a coefficient was negative, which the reader has to be told."""
        return bool(self.dropped.any())


def combine(vectors: Any, *, guard: str = "clip") -> CombinedWeights:
    """Combine K weight vectors (K, criteria), each with the sum 1, into one.

    minimise || sum_k a_k w_k - w_i ||_2 for all i; first-order conditions, one linear system:
        sum_k a_k (w_i . w_k) = w_i . w_i,   i = 1 ... K
    a* = a / sum a,  w* = sum_k a*_k w_k, sum 1

    With three or more vectors a_k may be negative. Taking absolute values, as many papers do, would give the vector
    that fits worst the largest share. "clip" sets negative a_k to 0 and divides by the sum again; "refit" leaves the
    most negative ones out and solves for the rest, until none is negative. Linearly dependent vectors have many
    solutions; the shortest is taken, so that equal vectors share equally.

    Source: combination weighting by game theory, common in Chinese papers since about 2003; the equations agree with
    the R package mathmodels ("game_linear"). Certainty: high for the equations, the guard is of this platform's design.
    """
    given = arrays.table(vectors, "vectors")
    w = np.stack([arrays.weights(one, given.shape[1], "vectors") for one in given])
    rule = arrays.choice(guard, Guard, "guard")
    products = w @ w.T
    raw = _solve(products)
    used = np.clip(raw, 0.0, None)
    if rule is Guard.REFIT:
        used = _refitted(products, raw)
    coefficients = used / used.sum()
    return CombinedWeights(coefficients @ w, w, raw, coefficients, rule, (raw < 0) | ((used == 0) & (raw != 0)))


def _solve(products: Floats) -> Floats:
    solution = np.linalg.lstsq(products, np.diag(products), rcond=1e-12)[0]
    # What is left of a zero after rounding is no negative coefficient.
    return np.where(np.abs(solution) < 1e-12 * np.abs(solution).max(), 0.0, solution)


def _refitted(products: Floats, raw: Floats) -> Floats:
    left = np.arange(raw.size)
    solution = raw
    while (solution < 0).any():
        left = left[solution > solution.min() * (1 - 1e-9)]
        solution = _solve(products[np.ix_(left, left)])
    whole = np.zeros_like(raw)
    whole[left] = solution
    return whole
