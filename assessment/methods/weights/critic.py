"""CRITIC weights: a criterion counts by its contrast and by how little it repeats the others."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays, ranks
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.scaling import sample
from assessment.methods.scaling.directions import Directions


class Correlation(StrEnum):
    """Which correlation measures conflict."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"


@dataclass(frozen=True)
class CriticWeights:
    """Weights with contrast (standard deviation), correlation (criteria, criteria), conflict and information."""

    weights: Floats
    scores: Floats
    contrast: Floats
    correlation: Floats
    conflict: Floats
    information: Floats
    constant: Booleans
    kind: Correlation
    scaling: sample.Scaling
    directions: Directions
    informative: bool


def weigh(
    values: Any, directions: Any = None, *, correlation: str = "pearson", scaling: str = "minmax"
) -> CriticWeights:
    """Weigh the columns of `values` (units, criteria), at least two complete units.

    z_ij  the values scaled by min-max with their direction, in [0, 1]; "none" takes them as they are
    c_j = s_j sum_k (1 - r_jk)      s_j standard deviation, r_jk correlation in [-1, 1]
    w_j = c_j / sum c_j, sum 1

    A constant column has no correlation: it weighs 0 and the others do not count it. If no column informs, weights are
    equal and `informative` is false. Standard deviation of sample or population makes no difference, the ratio cancels.
    "spearman" takes the correlation of ranks (ties share their mean rank) and leaves s_j as it is.

    Source: Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22 (1995) 763-770, eq. 3-5. Certainty:
    high.
    """
    given = arrays.table(values, "values", rows=2)
    kind = arrays.choice(correlation, Correlation, "correlation")
    scaled = sample.scale(given, scaling, directions)
    z, constant = scaled.scores, scaled.constant
    contrast = np.where(constant, 0.0, ranks.deviations(z))
    r = ranks.correlations(ranks.mean_ranks(z) if kind is Correlation.SPEARMAN else z)
    both = ~constant[:, None] & ~constant[None, :]
    r = np.where(both, r, 0.0)
    np.fill_diagonal(r, 1.0)
    conflict = np.where(both, 1.0 - r, 0.0).sum(axis=1)
    information = contrast * conflict
    total = float(information.sum())
    informative = total > 0
    weights = information / total if informative else np.full(information.size, 1.0 / information.size)
    return CriticWeights(
        weights, z, contrast, r, conflict, information, constant, kind, scaled.scaling, scaled.directions, informative
    )
