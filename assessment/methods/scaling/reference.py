"""Scale by fixed reference bounds, so that years and mines stay comparable."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats
from assessment.methods.problems import MethodError
from assessment.methods.scaling import directions as ways
from assessment.methods.scaling.directions import Direction, Directions


@dataclass(frozen=True)
class Bounds:
    """Where the score of an indicator is 0 and where it is 1.

    `lower` and `upper` have the shape (indicators,), or (units, indicators) where zones and classes of mines differ,
    in the indicator's own unit, lower < upper whatever the direction. `best_from` and `best_to` count where a range is
    best.
    """

    lower: Floats
    upper: Floats
    directions: Directions
    best_from: Floats
    best_to: Floats

    @property
    def count(self) -> int:
        """The number of indicators."""
        return int(self.directions.size)

    def rows(self, part: slice) -> "Bounds":
        """Return the bounds of some units; bounds that hold for all stay as they are."""
        fields = (self.lower, self.upper, self.best_from, self.best_to)
        lower, upper, best_from, best_to = (one[part] if one.ndim == 2 else one for one in fields)
        return Bounds(lower, upper, self.directions, best_from, best_to)


@dataclass(frozen=True)
class ReferenceScores:
    """Scores in [0, 1], NaN where the value is missing, with what they were made from."""

    scores: Floats
    values: Floats
    bounds: Bounds
    floor: float
    clipped: bool

    @property
    def below(self) -> Booleans:
        """Where a value lies below its lower bound."""
        return np.asarray(self.values < self.bounds.lower)

    @property
    def above(self) -> Booleans:
        """Where a value lies above its upper bound."""
        return np.asarray(self.values > self.bounds.upper)


def bounds(lower: Any, upper: Any, directions: Any = None, best_from: Any = None, best_to: Any = None) -> Bounds:
    """Check reference bounds; a best range is needed for indicators of direction 0 only and ignored elsewhere."""
    dimensions = 2 if np.ndim(lower) == 2 else 1
    reader = arrays.table if dimensions == 2 else arrays.vector
    low, high = reader(lower, "lower"), reader(upper, "upper")
    if low.shape != high.shape:
        raise MethodError("array.shape", name="upper", expected=str(low.shape), found=str(high.shape))
    signs = ways.directions(directions, low.shape[-1])
    _ordered(low < high, "bounds.order")
    ranged = signs == Direction.RANGE
    inner_low = np.where(
        ranged, np.nan if best_from is None else arrays.numbers(best_from, "best_from", np.ndim(best_from)), low
    )
    inner_high = np.where(
        ranged, np.nan if best_to is None else arrays.numbers(best_to, "best_to", np.ndim(best_to)), high
    )
    if inner_low.shape != low.shape or inner_high.shape != low.shape:
        raise MethodError("array.shape", name="best_from", expected=str(low.shape), found=str(inner_low.shape))
    _ordered((low <= inner_low) & (inner_low <= inner_high) & (inner_high <= high), "bounds.best_range")
    return Bounds(low, high, signs, inner_low, inner_high)


def scale(values: Any, reference: Bounds, *, floor: float = 0.0, clip: bool = True) -> ReferenceScores:
    """Return scores between 0 (worst) and 1 (best) by fixed bounds.

    More is better   z = (x - lower) / (upper - lower)
    Less is better   z = (upper - x) / (upper - lower)
    Range is best    z = 1 in [a, b]; (x - lower) / (a - lower) below a; (upper - x) / (upper - b) above b

    `values` (units, indicators) in the units of the bounds, NaN where missing, which stays missing. z is cut to
    [floor, 1] unless `clip` is off; `floor` in [0, 1) keeps a score from wiping out a product. A best range that
    begins at a bound has no slope on that side: a value beyond the bound scores 0, not less even unclipped.

    Source: linear (min-max) scaling with reference bounds, OECD/JRC, Handbook on Constructing Composite Indicators
    (2008), 5.2; the interval type is common in Chinese practice. Certainty: high.
    """
    given = arrays.table(values, "values", missing=True, limit=np.inf)
    if given.shape[1] != reference.count:
        raise MethodError("array.shape", name="values", expected=f"(n, {reference.count})", found=str(given.shape))
    if reference.lower.ndim == 2 and reference.lower.shape != given.shape:
        raise MethodError("array.shape", name="lower", expected=str(given.shape), found=str(reference.lower.shape))
    floor = arrays.between(floor, "floor", 0, 0.999)
    less = reference.directions == Direction.COST
    origin = np.where(less, reference.upper, reference.lower)
    span = np.where(less, reference.lower, reference.upper) - origin
    with np.errstate(over="ignore", under="ignore"):
        scores = np.subtract(given, origin)
        np.divide(scores, span, out=scores)
        for column in np.flatnonzero(reference.directions == Direction.RANGE):
            scores[:, column] = _range_scores(given[:, column], reference, int(column))
    if clip:
        np.clip(scores, floor, 1.0, out=scores)
        # 0 / -span is -0.0, which a clip turns or not by the place of a value in the processor's registers.
        scores += 0.0
    elif np.isinf(scores).any():
        raise MethodError("array.too_large", name="values", limit=arrays.LARGEST)
    return ReferenceScores(scores, given, reference, floor, clip)


def _range_scores(values: Floats, reference: Bounds, column: int) -> Floats:
    low, a, b, high = (
        one[..., column] for one in (reference.lower, reference.best_from, reference.best_to, reference.upper)
    )
    rising = np.where(a > low, (values - low) / np.where(a > low, a - low, 1.0), np.where(values < low, 0.0, 1.0))
    falling = np.where(high > b, (high - values) / np.where(high > b, high - b, 1.0), np.where(values > high, 0.0, 1.0))
    cut = np.minimum(np.minimum(rising, falling), 1.0)
    return np.where(np.isnan(values), np.nan, cut)


def _ordered(right: Booleans, code: str) -> None:
    if not right.all():
        raise MethodError(code, column=int(np.argwhere(~right)[0][-1]) + 1)
