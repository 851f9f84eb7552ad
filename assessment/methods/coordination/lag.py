"""Which subsystem lags behind the others."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats, Integers
from assessment.methods.problems import MethodError

SYNCHRONOUS = -1
UNRATED = -2


@dataclass(frozen=True)
class Lag:
    """The lagging subsystem of each unit (its column, -1 synchronous, -2 not rated), all that lag, and the gaps."""

    lagging: Integers
    behind: Booleans
    gaps: Floats
    margin: float


def find(subsystems: Any, *, margin: float = 0.1) -> Lag:
    """Tell who lags: subsystem i lags where U_i < max U - margin, so exactly `margin` is still synchronous (within
    1e-9).

    `subsystems` (units, n) in [0, 1], n >= 2. For ecology and safety this is: U_E < U_S - 0.1 ecology lags, U_S < U_E
    - 0.1 safety lags, else synchronous. With more than two, `lagging` is the lowest (the first of equals) and `behind`
    holds all.

    Source: common practice in coupling coordination papers; the margin 0.1 is of this platform's design.
    """
    u = arrays.shares(subsystems, "subsystems")
    if u.shape[1] < 2:
        raise MethodError("coupling.subsystems")
    margin = arrays.between(margin, "margin", 0, 1)
    unrated = np.isnan(u).any(axis=1)
    gaps = u.max(axis=1, keepdims=True) - u
    behind = np.asarray(gaps > margin + 1e-9)
    lowest = np.argmin(np.where(np.isnan(u), np.inf, u), axis=1)
    lagging = np.where(unrated, UNRATED, np.where(behind.any(axis=1), lowest, SYNCHRONOUS))
    return Lag(lagging, behind, gaps, margin)
