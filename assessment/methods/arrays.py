"""Read what a method is given into arrays of float64, or say plainly what is wrong with it."""

import enum
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from assessment.methods.problems import MethodError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Choice = TypeVar("Choice", bound=enum.StrEnum)

#: Squares of larger numbers, and sums of them, would leave the range of float64.
LARGEST = 1e100
#: How far rounded, published weights may be from the sum 1; they are divided by their sum.
ROUNDED_WEIGHTS = 0.005


def numbers(values: Any, name: str, dimensions: int) -> Floats:
    """Return `values` as float64; None and masked entries become NaN."""
    if isinstance(values, np.ma.MaskedArray):
        values = np.ma.filled(values.astype(np.float64), np.nan)
    try:
        given = np.asarray(values)
        if given.dtype.kind == "O" and not any(isinstance(one, str | bytes | complex) for one in given.flat):
            given = given.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        raise MethodError("array.not_numbers", name=name) from None
    if given.dtype.kind not in "biuf":
        raise MethodError("array.not_numbers", name=name)
    if given.ndim != dimensions:
        raise MethodError("array.dimensions", name=name, expected=dimensions, found=given.ndim)
    return given.astype(np.float64, copy=False)


def table(
    values: Any,
    name: str,
    *,
    rows: int = 1,
    columns: int = 1,
    missing: bool = False,
    limit: float = LARGEST,
    checked: bool = True,
) -> Floats:
    """Return an array of the shape (units, criteria); with `checked=False` nobody has looked at its numbers yet."""
    found = numbers(values, name, 2)
    if found.shape[0] < rows or found.shape[1] < columns:
        raise MethodError("array.too_small", name=name, rows=rows, columns=columns)
    if checked:
        _check(found, name, missing=missing, limit=limit)
    return found


def vector(
    values: Any,
    name: str,
    *,
    length: int | None = None,
    least: int = 1,
    missing: bool = False,
    limit: float = LARGEST,
) -> Floats:
    """Return a checked one-dimensional array."""
    found = numbers(values, name, 1)
    if length is not None and found.shape != (length,):
        raise MethodError("array.shape", name=name, expected=str((length,)), found=str(found.shape))
    if found.size < least:
        raise MethodError("array.too_short", name=name, least=least, found=found.size)
    _check(found, name, missing=missing, limit=limit)
    return found


def weights(values: Any, count: int, name: str = "weights", *, total: bool = True) -> Floats:
    """Return `count` weights that are not negative and sum to 1.

    Weights that were rounded for print may miss 1 by `ROUNDED_WEIGHTS`. With `total=False` any positive sum will do.
    """
    found = vector(values, name, length=count)
    if (found < 0).any():
        raise MethodError("array.negative", name=name)
    together = float(found.sum())
    if together <= 0:
        raise MethodError("weights.zero")
    if total and abs(together - 1) > ROUNDED_WEIGHTS:
        raise MethodError("weights.sum", found=together)
    return found if abs(together - 1) <= 1e-12 else found / together


def shares(values: Any, name: str) -> Floats:
    """Return a checked table of scores between 0 and 1, NaN where missing; 1e-9 beyond either end is cut off."""
    found = table(values, name, missing=True, checked=False)
    # fmin and fmax pass over NaN: two looks at the table instead of a mask for every question.
    low, high = np.fmin.reduce(found, axis=None), np.fmax.reduce(found, axis=None)
    if low < -1e-9 or high > 1 + 1e-9:
        _check(found, name, missing=True, limit=LARGEST)
        raise MethodError("array.out_of_range", name=name, least=0, largest=1)
    return np.clip(found, 0.0, 1.0) if low < 0 or high > 1 else found


def between(value: float, name: str, least: float, largest: float) -> float:
    """Return a number that lies between two others; both ends belong to the range."""
    found = float(numbers(value, name, 0))
    if not least <= found <= largest:
        raise MethodError("array.out_of_range", name=name, least=least, largest=largest)
    return found


def whole(value: int, name: str, least: int, largest: int = 10**9) -> int:
    """Return a whole number that lies between two others."""
    found = between(value, name, least, largest)
    if found != int(found):
        raise MethodError("array.out_of_range", name=name, least=least, largest=largest)
    return int(found)


def choice(value: str, choices: type[Choice], name: str) -> Choice:
    """Return the named choice."""
    try:
        return choices(value)
    except ValueError:
        raise MethodError("option.unknown", name=name, value=str(value)) from None


def sums(values: Floats, groups: Sequence[slice | Integers]) -> Floats:
    """Return the sums of some columns of each row, shape (units, groups).

    Each row is added up on its own, never by a matrix product, so that a row gives the same bits in any company.
    """
    parts = (values[:, one] if isinstance(one, slice) else np.take(values, one, axis=1) for one in groups)
    return np.stack([np.add.reduce(part, axis=1) for part in parts], axis=1)


def _check(found: Floats, name: str, *, missing: bool, limit: float) -> None:
    if not missing and (count := int(np.isnan(found).sum())):
        raise MethodError("array.missing", name=name, count=count)
    if np.isinf(found).any():
        raise MethodError("array.infinite", name=name)
    if np.isfinite(limit) and found.size and (np.abs(found) > limit).any():
        raise MethodError("array.too_large", name=name, limit=limit)
