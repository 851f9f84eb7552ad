"""Weights from pairwise judgements (analytic hierarchy process), with their consistency."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Floats
from assessment.methods.problems import InconsistentJudgements, MethodError

#: Judgements printed with two decimals (0.33 for 1/3, 0.14 for 1/7) miss their reciprocal by so much.
ROUNDED = 0.05
LARGEST_JUDGEMENT = 1e4


class RandomIndex(StrEnum):
    """Whose table of random consistency indices is used."""

    SAATY_1980 = "Saaty 1980"
    SAATY_2005 = "Saaty 2005"


#: Mean consistency index of random tables of 1, 2, ... 15 items. Saaty, The Analytic Hierarchy Process (1980), the
#: table most Chinese papers use; Saaty, Theory and Applications of the Analytic Network Process (2005), from more
#: random tables.
RANDOM_INDICES = {
    RandomIndex.SAATY_1980: (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
    RandomIndex.SAATY_2005: (0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59),
}


class Method(StrEnum):
    """How weights are taken out of judgements."""

    EIGENVECTOR = "eigenvector"
    GEOMETRIC_MEAN = "geometric_mean"
    COLUMN_MEAN = "column_mean"


@dataclass(frozen=True)
class Judgement:
    """Weights of n items, largest eigenvalue, consistency index and ratio, and the named table behind the ratio."""

    weights: Floats
    judgements: Floats
    method: Method
    lambda_max: float
    consistency_index: float
    random_index: float
    consistency_ratio: float
    table: RandomIndex
    limit: float

    @property
    def consistent(self) -> bool:
        """Whether the ratio does not pass the limit."""
        return self.consistency_ratio <= self.limit


def weigh(
    judgements: Any,
    *,
    method: str = "eigenvector",
    table: str = "Saaty 1980",
    limit: float = 0.1,
    refuse: bool = True,
) -> Judgement:
    """Weigh n items from a positive reciprocal table (n, n), a_ij = how much more i counts than j, n up to 15.

    eigenvector     A w = lambda_max w, w > 0, sum 1 (the default)
    geometric_mean  w_i ~ (prod_j a_ij)^(1/n);  lambda_max = mean_i (A w)_i / w_i
    column_mean     w_i = mean_j (a_ij / sum_i a_ij), same lambda_max
    CI = (lambda_max - n) / (n - 1), not below 0;  CR = CI / RI_n;  0 for n <= 2

    A ratio above `limit` raises `InconsistentJudgements`, which carries the result; with `refuse=False` it is returned.
    Rounded tables are taken as they are if a_ij a_ji misses 1 by at most 0.05.

    Sources: Saaty (1980); Crawford & Williams, J. Math. Psychology 29 (1985) for the geometric mean. Certainty: high;
    the two tables of RI differ by up to 0.06 at n = 3, so the same judgements may pass by one and fail by the other.
    """
    a = _checked(judgements)
    size = a.shape[0]
    way = arrays.choice(method, Method, "method")
    source = arrays.choice(table, RandomIndex, "table")
    limit = arrays.between(limit, "limit", 0, 1e9)
    if size > len(RANDOM_INDICES[source]):
        raise MethodError("ahp.no_random_index", count=size, most=len(RANDOM_INDICES[source]))
    weights, largest = _weights(a, way)
    index = max(0.0, (largest - size) / (size - 1)) if size > 2 else 0.0
    random = float(RANDOM_INDICES[source][size - 1])
    ratio = index / random if random else 0.0
    result = Judgement(weights, a, way, largest, index, random, ratio, source, limit)
    if refuse and not result.consistent:
        raise InconsistentJudgements(result, ratio=ratio, limit=limit)
    return result


def together(tables: Sequence[Any], importance: Any = None) -> Floats:
    """Join the judgements of a group by their weighted geometric mean, a_ij = prod_k a_ij(k)^v_k, sum v = 1.

    It is the only mean that keeps judgements reciprocal. Source: Aczel & Saaty, J. Math. Psychology 27 (1983) 93-102.
    """
    if not len(tables):
        raise MethodError("array.too_short", name="tables", least=1, found=0)
    checked = [_checked(one) for one in tables]
    for one in checked[1:]:
        if one.shape != checked[0].shape:
            raise MethodError("array.shape", name="tables", expected=str(checked[0].shape), found=str(one.shape))
    count = len(checked)
    voices = np.full(count, 1 / count) if importance is None else arrays.weights(importance, count, "importance")
    return np.asarray(np.exp(np.tensordot(voices, np.log(np.stack(checked)), axes=1)))


def compose(upper: Any, lower: Sequence[Any]) -> Floats:
    """Return the weights of all leaves of a hierarchy: each group's own weights (sum 1) times the group's weight."""
    groups = arrays.weights(upper, len(lower), "upper")
    parts = [arrays.weights(one, len(one), "lower") * share for one, share in zip(lower, groups, strict=True)]
    return np.concatenate(parts)


def _checked(judgements: Any) -> Floats:
    a = arrays.table(judgements, "judgements")
    if a.shape[0] != a.shape[1]:
        raise MethodError("ahp.not_square")
    if (a <= 0).any():
        raise MethodError("array.not_positive", name="judgements")
    if (a > LARGEST_JUDGEMENT).any():
        raise MethodError("array.too_large", name="judgements", limit=LARGEST_JUDGEMENT)
    if (wrong := np.abs(np.diag(a) - 1) > 1e-9).any():
        raise MethodError("ahp.diagonal", row=int(np.argmax(wrong)) + 1)
    if (strange := np.abs(a * a.T - 1) > ROUNDED).any():
        row, column = np.argwhere(strange)[0]
        raise MethodError("ahp.not_reciprocal", row=int(row) + 1, column=int(column) + 1)
    return a


def _weights(a: Floats, way: Method) -> tuple[Floats, float]:
    if way is Method.EIGENVECTOR:
        roots, vectors = np.linalg.eig(a)
        first = int(np.argmax(roots.real))
        weights = np.abs(vectors[:, first].real)
        return weights / weights.sum(), float(roots[first].real)
    raw = np.exp(np.log(a).mean(axis=1)) if way is Method.GEOMETRIC_MEAN else (a / a.sum(axis=0)).mean(axis=1)
    weights = raw / raw.sum()
    return weights, float(np.mean(a @ weights / weights))
