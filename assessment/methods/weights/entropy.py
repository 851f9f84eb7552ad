"""Weights by information entropy: what differs little between units says little."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.problems import MethodError
from assessment.methods.scaling import sample
from assessment.methods.scaling.directions import Directions

#: Below so many units entropy weights move with every single one.
FEW = 10


class Zeros(StrEnum):
    """What is done about zeros, whose logarithm does not exist."""

    LIMIT = "limit"
    SHIFT = "shift"
    RESCALE = "rescale"


@dataclass(frozen=True)
class EntropyWeights:
    """Weights with shares p (units, criteria), entropy e, divergence d = 1 - e (criteria,)."""

    weights: Floats
    scores: Floats
    shares: Floats
    entropy: Floats
    divergence: Floats
    constant: Booleans
    scaling: sample.Scaling
    directions: Directions
    zeros: Zeros
    amount: float
    top: float
    few: bool
    informative: bool


def weigh(
    values: Any,
    directions: Any = None,
    *,
    scaling: str = "none",
    zeros: str = "limit",
    amount: float | None = None,
    top: float | None = None,
) -> EntropyWeights:
    """Weigh the columns of `values` (units, criteria), m units.

    z   the values, or scaled first: "minmax" (by direction, in [0, 1]), "sum", "max", "vector"; z >= 0 is required
    p_ij = z_ij / sum_i z_ij        e_j = -(1 / ln m) sum_i p_ij ln p_ij, in [0, 1]
    d_j = 1 - e_j                   w_j = d_j / sum d_j, sum 1

    Zeros: "limit" 0 ln 0 := 0, its limit; "shift" z + amount first (default 0.0001; beyond 0.01 it pulls weights
    towards equal); "rescale" z (top - amount) + amount first (default 0.002 to top = 1 - amount; papers also use other
    tops). Without scaling, directions are only recorded: the share of a column does not know which way is good.
    A constant column or one of zeros weighs 0; if all are, weights are equal and `informative` is false. m is the
    number of values a column has: missing ones are left out, and a column needs two. `few` warns below 10 units.

    Sources: Shannon, Bell System Technical Journal 27 (1948); Zeleny (1982); Hwang & Yoon (1981), 3.1.
    Certainty: high for the formula; policies for zeros differ between papers, so the result names its own.
    """
    policy = arrays.choice(zeros, Zeros, "zeros")
    standard = {Zeros.LIMIT: 0.0, Zeros.SHIFT: 1e-4, Zeros.RESCALE: 0.002}[policy]
    amount = arrays.between(
        standard if amount is None else amount, "amount", 0, 0.499 if policy is Zeros.RESCALE else 1e6
    )
    top = arrays.between(1 - amount if top is None else top, "top", amount, 1) if policy is Zeros.RESCALE else 1.0
    scaled = sample.scale(arrays.table(values, "values", rows=2, missing=True), scaling, directions)
    z = scaled.scores
    if (z < 0).any():
        raise MethodError("array.negative", name="values")
    if policy is Zeros.SHIFT:
        z = z + amount
    elif policy is Zeros.RESCALE:
        z = z * (top - amount) + amount
    known = ~np.isnan(z)
    count = known.sum(axis=0)
    if (count < 2).any():
        raise MethodError("array.too_short", name="values", least=2, found=int(count.min()))
    shares, entropy = _entropy(z, known, count)
    divergence = np.where(scaled.constant, 0.0, np.clip(1.0 - entropy, 0.0, 1.0))
    total = float(divergence.sum())
    informative = total > 0
    weights = divergence / total if informative else np.full(divergence.size, 1.0 / divergence.size)
    few = bool(count.min() < FEW)
    return EntropyWeights(
        weights, z, shares, 1.0 - divergence, divergence, scaled.constant, scaled.scaling, scaled.directions, policy,
        amount, top, few, informative,
    )  # fmt: skip


def _entropy(z: Floats, known: Booleans, count: Any) -> tuple[Floats, Floats]:
    total = np.nansum(z, axis=0)
    shares = z / np.where(total > 0, total, 1.0)
    positive = known & (shares > 0)
    terms = np.where(positive, shares * np.log(np.where(positive, shares, 1.0)), 0.0)
    return shares, np.where(total > 0, -terms.sum(axis=0) / np.log(count), 1.0)
