"""Pettitt's test: did the level of a series change once, and when."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays, ranks, resampling
from assessment.methods.arrays import Floats


@dataclass(frozen=True)
class Pettitt:
    """U_t after each point, K, the change after point `after` (1-based, None without one), its direction, p."""

    steps: Floats
    statistic: float
    after: int | None
    direction: int
    p_value: float
    resampled_p: float | None
    block: int


def detect(series: Any, *, rng: np.random.Generator | None = None, repeats: int = 999, block: int = 1) -> Pettitt:
    """Test a complete series x (n,), n >= 3, in order of time, for one change of its level.

    U_t = sum_{i <= t} sum_{j > t} sgn(x_i - x_j) = sum_{i <= t} (2 r_i - (n + 1)), r mean ranks, t = 1 ... n - 1
    K = max |U_t|, reached first at `after`;   p = min(1, 2 exp(-6 K² / (n³ + n²)))
    `direction` is 1 where the level rises (U < 0 by this sign), -1 where it falls, 0 without a change.

    p is an approximation, good to about 0.01 for p <= 0.5, and assumes independent values and one change. With `rng`,
    K is also compared with `repeats` series of the same values in random order, in blocks of `block` neighbours to
    keep their autocorrelation: resampled_p = (1 + number of K* >= K) / (1 + repeats), bit-equal for equal seeds.

    Source: Pettitt, Applied Statistics 28 (1979) 126-135, eq. 2.3, 3.4 and table 1. Certainty: high; the resampling is
    of this platform's design.
    """
    x = arrays.vector(series, "series", least=3)
    block = arrays.whole(block, "block", 1, x.size)
    centred = 2 * ranks.mean_ranks(x) - (x.size + 1)
    steps = np.cumsum(centred)[:-1]
    statistic = float(np.abs(steps).max())
    place = int(np.argmax(np.abs(steps)))
    direction = -int(np.sign(steps[place]))
    after = place + 1 if statistic > 0 else None
    p_value = min(1.0, 2 * math.exp(-6 * statistic**2 / (x.size**3 + x.size**2)))
    resampled = None
    if rng is not None:
        repeats = arrays.whole(repeats, "repeats", 1)
        mixed = (resampling.shuffled_blocks(centred, block, rng) for _ in range(repeats))
        reached = sum(float(np.abs(np.cumsum(one)).max()) >= statistic - 1e-9 for one in mixed)
        resampled = (1 + reached) / (1 + repeats)
    return Pettitt(steps, statistic, after, direction, p_value, resampled, block)
