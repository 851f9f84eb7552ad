"""Scores of subsystems: weighted means of what is known, and no rating where too little is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Booleans, Floats, Integers
from assessment.methods.problems import MethodError

#: Share of the weight of what applies to a unit that must be known.
LEAST_COVERAGE = 0.7


@dataclass(frozen=True)
class SubsystemScores:
    """Scores (units, subsystems), NaN where not rated, with the share of weight that was known."""

    scores: Floats
    coverage: Floats
    least: float

    @property
    def rated(self) -> Booleans:
        """Where enough was known."""
        return ~np.isnan(self.scores)


@dataclass(frozen=True)
class Structure:
    """Which indicator belongs to which subsystem, and what it weighs there (sum 1 in each)."""

    weights: Floats
    groups: tuple[Integers, ...]

    @property
    def count(self) -> int:
        """The number of indicators."""
        return int(self.weights.size)

    def slices(self) -> Sequence[slice | Integers]:
        """The columns of each subsystem, as a slice where they stand side by side."""
        return [
            slice(int(one[0]), int(one[-1]) + 1) if one.size == one[-1] - one[0] + 1 else one for one in self.groups
        ]


def structure(weights: Any, subsystems: Any = None) -> Structure:
    """Check weights (indicators,) and the subsystem 0, 1, ... of each indicator; None means that there is one
    subsystem.

    Weights may be given for the whole (sum 1 over all) or for each subsystem; they are divided by the sum of their
    subsystem.
    """
    given = arrays.vector(weights, "weights")
    if (given < 0).any():
        raise MethodError("array.negative", name="weights")
    if subsystems is None:
        member = np.zeros(given.size, dtype=np.int64)
    else:
        read = arrays.vector(subsystems, "subsystems", length=given.size)
        if (read < 0).any() or (read >= given.size).any() or (read != np.floor(read)).any():
            raise MethodError("array.out_of_range", name="subsystems", least=0, largest=given.size - 1)
        member = read.astype(np.int64)
    shares = np.zeros_like(given)
    groups = []
    for number in range(int(member.max()) + 1):
        group = np.flatnonzero(member == number)
        if not group.size or (total := float(given[group].sum())) <= 0:
            raise MethodError("scores.subsystem", subsystem=number + 1)
        shares[group] = given[group] / total
        groups.append(group)
    return Structure(shares, tuple(groups))


def score(
    shares: Any, parts: Structure, *, applies: Any = None, least: float = LEAST_COVERAGE, floor: float = 0.0
) -> SubsystemScores:
    """Return the score of each unit in each subsystem.

    S_ik = sum_j w_j z_ij / sum_j w_j     over the indicators j of subsystem k whose z_ij is known
    coverage_ik = sum of w_j known / sum of w_j that apply;   S_ik = NaN (not rated) where coverage < `least`

    `shares` (units, indicators) in [0, 1], NaN where missing; `applies` (units, indicators), true where an indicator
    means anything for a unit: one that does not apply is neither known nor missing. Coverage equal to `least` is
    enough. Nothing applies: coverage 0, not rated. `floor` lifts a rated score that would wipe out a product.

    Source: weighted arithmetic mean, OECD/JRC Handbook (2008), 6; the rule of 70 % is of this platform's design.
    """
    z = arrays.shares(shares, "shares")
    if z.shape[1] != parts.count:
        raise MethodError("array.shape", name="shares", expected=f"(n, {parts.count})", found=str(z.shape))
    least = arrays.between(least, "least", 0, 1)
    floor = arrays.between(floor, "floor", 0, 1)
    slices = parts.slices()
    known = ~np.isnan(z)
    # The sums of all weights may miss 1 by a bit; every row is divided by its own, so that no company changes it.
    due = arrays.sums(parts.weights[None, :], slices)
    if applies is None and known.all():
        means = np.clip(arrays.sums(z * parts.weights, slices) / due, 0.0, 1.0)
        return SubsystemScores(_floored(means, floor), np.ones_like(means), least)
    if applies is not None:
        fits = np.asarray(applies, dtype=bool)
        if fits.shape != z.shape:
            raise MethodError("array.shape", name="applies", expected=str(z.shape), found=str(fits.shape))
        known &= fits
        due = arrays.sums(fits * parts.weights, slices)
    weight = arrays.sums(known * parts.weights, slices)
    found = arrays.sums(np.where(known, z, 0.0) * parts.weights, slices)
    coverage = np.where(due > 0, weight / np.where(due > 0, due, 1.0), 0.0)
    rated = (weight > 0) & (coverage >= least - 1e-9)
    means = np.clip(found / np.where(weight > 0, weight, 1.0), 0.0, 1.0)
    return SubsystemScores(np.where(rated, _floored(means, floor), np.nan), np.minimum(coverage, 1.0), least)


def _floored(values: Floats, floor: float) -> Floats:
    return np.clip(values, floor, 1.0)
