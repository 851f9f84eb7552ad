"""Draw series and samples anew from a generator that the caller seeded."""

import numpy as np

from assessment.methods.arrays import Floats, Integers


def shuffled_blocks(values: Floats, block: int, rng: np.random.Generator) -> Floats:
    """Return all values once, cut into blocks of neighbours on a circle, the blocks in random order."""
    start = int(rng.integers(block)) if block > 1 else 0
    pieces = np.split(np.roll(values, -start), range(block, values.size, block))
    return np.concatenate([pieces[one] for one in rng.permutation(len(pieces))])


def drawn_places(size: int, block: int, rng: np.random.Generator) -> Integers:
    """Return `size` places drawn with replacement, in blocks of neighbours on a circle (block 1: one by one)."""
    count = -(-size // block)
    starts = rng.integers(size, size=count)
    return np.asarray((starts[:, None] + np.arange(block)).ravel()[:size] % size, dtype=np.int64)
