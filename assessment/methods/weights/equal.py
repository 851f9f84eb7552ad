"""Equal weights, the plain answer beside every other."""

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Floats


def weigh(count: int) -> Floats:
    """Return w_j = 1/n for n >= 1 criteria, shape (count,), sum 1."""
    count = arrays.whole(count, "count", 1)
    return np.full(count, 1.0 / count)
