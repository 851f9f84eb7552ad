"""Obstacle degree: which share of what is lacking each indicator accounts for."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Floats, Integers
from assessment.methods.problems import MethodError


@dataclass(frozen=True)
class Obstacles:
    """Weighted gaps w (1 - z) and their shares (units, indicators), NaN where missing; the total gap of each unit."""

    gaps: Floats
    total: Floats
    degrees: Floats
    weights: Floats

    def by_group(self, groups: Any) -> Floats:
        """Return the summed degrees (units, groups) by the group 0, 1, ... of each indicator; missing add nothing."""
        member = arrays.vector(groups, "groups", length=self.weights.size)
        if (member < 0).any() or (member != np.floor(member)).any() or (member >= member.size).any():
            raise MethodError("array.out_of_range", name="groups", least=0, largest=member.size - 1)
        columns = [np.flatnonzero(member == number) for number in range(int(member.max()) + 1)]
        return arrays.sums(np.where(np.isnan(self.degrees), 0.0, self.degrees), columns)

    def largest(self, count: int) -> Integers:
        """Return the columns of the `count` largest obstacles of each unit; of equals the first, missing ones last."""
        count = arrays.whole(count, "count", 1, self.weights.size)
        order = np.argsort(np.where(np.isnan(self.degrees), 1.0, -self.degrees), axis=1, kind="stable")
        return order[:, :count]


def diagnose(shares: Any, weights: Any) -> Obstacles:
    """Return the obstacle degrees of `shares` (units, indicators) in [0, 1], NaN where missing.

    gap_ij = w_j (1 - z_ij)         O_ij = gap_ij / sum_j gap_ij, each row sums to 1

    `weights` (indicators,) of the whole, any positive sum: shares do not depend on it, gaps and total are by the
    weights divided by their sum. Missing indicators are left out of the sum. A unit without a gap has degrees 0, not
    NaN.

    Source: the obstacle degree model common in Chinese evaluations of land and ecology, with factor contribution w_j
    and deviation 1 - z_ij. Certainty: high.
    """
    z = arrays.shares(shares, "shares")
    w = arrays.weights(weights, z.shape[1], total=False)
    gaps = np.subtract(1.0, z)
    gaps *= w
    missing = np.isnan(gaps)
    total = np.add.reduce(np.where(missing, 0.0, gaps) if missing.any() else gaps, axis=1)
    degrees = gaps / np.where(total > 0, total, 1.0)[:, None]
    return Obstacles(gaps, total, degrees, w)
