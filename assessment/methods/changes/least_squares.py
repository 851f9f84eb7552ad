"""Ordinary least squares in columns brought to one size, so that units of measure do not spoil the arithmetic."""

from dataclasses import dataclass

import numpy as np

from assessment.methods.arrays import Floats
from assessment.methods.problems import MethodError

#: Regressions multiply four numbers with each other: none may be larger, and smaller ones than the inverse are zero.
LARGEST = 1e50


@dataclass(frozen=True)
class Fit:
    """Coefficients, residuals, sum of squares, and the inverse of X'X."""

    coefficients: Floats
    residuals: Floats
    squares: float
    inverse: Floats


def plain(values: Floats) -> Floats:
    """Return the values with those that are too small to matter in any unit set to zero."""
    return np.where(np.abs(values) < 1 / LARGEST, 0.0, values)


def fit(x: Floats, y: Floats) -> Fit:
    """Fit y (n,) on the columns of x (n, k), n >= k; raises when the columns are linearly dependent."""
    size = np.abs(x).max(axis=0)
    if (size == 0).any() or x.shape[0] < x.shape[1]:
        raise MethodError("regression.collinear")
    unit = x / size
    q, r = np.linalg.qr(unit)
    # A column that the others explain but for rounding leaves nothing on the diagonal.
    if (np.abs(np.diag(r)) <= 1e-10 * np.sqrt((unit * unit).sum(axis=0))).any():
        raise MethodError("regression.collinear")
    inner = np.linalg.solve(r, np.eye(r.shape[0]))
    coefficients = inner @ (q.T @ y)
    residuals = y - unit @ coefficients
    inverse = (inner @ inner.T) / np.outer(size, size)
    return Fit(coefficients / size, residuals, float(residuals @ residuals), inverse)
