"""Ranks with ties, deviations and correlations of columns, without a warning where a column is constant."""

import numpy as np

from assessment.methods.arrays import Floats, Integers

EQUAL = 1e-12


def mean_ranks(values: Floats) -> Floats:
    """Return the ranks 1 to m of each column of (m, n) or of a vector (m,); equal values share their mean rank."""
    if values.ndim == 2:
        return np.stack([mean_ranks(column) for column in values.T], axis=1)
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place])


def best_first(values: Floats) -> Integers:
    """Return the place of each value, 1 for the largest; equal values share the best place they reach.

    Values that differ by less than `EQUAL` are equal: sums of the same terms in another order differ in the last bits.
    """
    order = np.argsort(-values, kind="stable")
    steps = -np.diff(values[order]) > EQUAL
    first = np.concatenate([[0], np.where(steps, np.arange(1, values.size), 0)])
    places = np.empty(values.size, dtype=np.int64)
    places[order] = np.maximum.accumulate(first) + 1
    return places


def deviations(values: Floats) -> Floats:
    """Return the population standard deviation of each column, scaled on the way so that squares stay in range."""
    centred = values - values.mean(axis=0)
    largest = np.abs(centred).max(axis=0)
    unit = centred / np.where(largest > 0, largest, 1.0)
    return np.asarray(largest * np.sqrt((unit * unit).mean(axis=0)))


def correlations(values: Floats) -> Floats:
    """Return Pearson's r between all columns, (n, n) in [-1, 1]; a constant column correlates 0 with every other."""
    centred = values - values.mean(axis=0)
    largest = np.abs(centred).max(axis=0)
    unit = centred / np.where(largest > 0, largest, 1.0)
    length = np.sqrt((unit * unit).sum(axis=0))
    unit = unit / np.where(length > 0, length, 1.0)
    return np.clip(unit.T @ unit, -1.0, 1.0)
