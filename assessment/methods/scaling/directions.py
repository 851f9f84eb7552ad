"""Which way an indicator is good: the record of it is part of every result that depends on it."""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.methods import arrays
from assessment.methods.problems import MethodError

Directions = npt.NDArray[np.int8]


class Direction(IntEnum):
    """More is better, less is better, or a range between two values is best."""

    BENEFIT = 1
    COST = -1
    RANGE = 0


_SIGNS = {"+": Direction.BENEFIT, "-": Direction.COST, "−": Direction.COST, "=": Direction.RANGE}


def directions(values: Any, count: int, *, ranges: bool = True) -> Directions:
    """Return `count` directions from numbers (1, -1, 0) or signs ("+", "-", "="); None means that more is better.

    With `ranges=False` a best range is refused.
    """
    if values is None:
        return np.ones(count, dtype=np.int8)
    if not isinstance(values, np.ndarray):
        values = [_SIGNS.get(one, np.nan) if isinstance(one, str) else one for one in values]
    elif values.dtype.kind in "US":
        values = [_SIGNS.get(str(one), np.nan) for one in values]
    found = arrays.vector(values, "directions", length=count, missing=True)
    if not np.isin(found, (1.0, -1.0, 0.0)).all():
        raise MethodError("direction.unknown")
    if not ranges and (found == Direction.RANGE).any():
        raise MethodError("scaling.no_range")
    return found.astype(np.int8)
