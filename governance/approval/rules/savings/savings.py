"""What joint review saves: medians, shares and rates with their sample size, each with one definition.

Definitions (docs/algorithms/joint-review-savings.md gives worked numbers):

* *median*: the middle value, or the mean of the two middle ones;
* *P90*: nearest rank, the smallest value that at least 90 % of the cases do not exceed;
* *days saved*: the sum of the seats' days minus the days that passed; negative where joint work took longer;
* *share saved*: days saved of all cases over the sum of the seats' days of all cases;
* *gain*: the sum of the seats' days over the days that passed, minus one: how much more is reviewed in the same time;
* *on-time rate*: with the Wilson score interval of 95 % (Wilson 1927, doi:10.1080/01621459.1927.10502953).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: Fewer cases say too little: no median, share or rate is shown for them. A choice of this platform, not a law.
MINIMUM = 10
#: The quantile of the normal distribution for two-sided 95 %.
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """A rate with its interval of 95 %, all between 0 and 1."""

    rate: float
    low: float
    high: float


def is_enough(number: int) -> bool:
    """Whether a sample is large enough to say anything."""
    return number >= MINIMUM


def median(values: Sequence[int]) -> float | None:
    """The middle value; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[int], share: Fraction = Fraction(9, 10)) -> int | None:
    """The value at the nearest rank; None of nothing."""
    if not values:
        return None
    return sorted(values)[math.ceil(share * len(values)) - 1]


def saved_share(real: int, serial: int) -> float | None:
    """The share of the serial days that joint review saved; None where no seat used a day."""
    return (serial - real) / serial if serial else None


def gain(real: int, serial: int) -> float | None:
    """How much more was reviewed in the days that passed than in series; None where no day passed."""
    return serial / real - 1 if real else None


def wilson(successes: int, number: int) -> Interval | None:
    """The share of successes with its Wilson score interval; None of nothing."""
    if not number:
        return None
    rate, z2 = successes / number, Z95 * Z95
    middle = (rate + z2 / (2 * number)) / (1 + z2 / number)
    half = Z95 / (1 + z2 / number) * math.sqrt(rate * (1 - rate) / number + z2 / (4 * number * number))
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))
