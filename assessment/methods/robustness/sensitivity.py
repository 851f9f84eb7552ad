"""What changes when weights, bounds or the presence of an indicator change a little."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from assessment.methods import arrays, pipeline, ranks, scores
from assessment.methods.arrays import Floats, Integers


class Kind(StrEnum):
    """What is varied."""

    WEIGHT = "weight"
    LOWER = "lower"
    UPPER = "upper"
    MISSING = "missing"


@dataclass(frozen=True)
class Sensitivity:
    """One row per variation: which indicator, by how much, and what it does to D over the units rated both ways.

    `mean_change` and `largest_change` are of |D' - D|; `reclassified` is the share of units in another class;
    `correlation` is Spearman's between D and D' (1 where all are equal before and after); `lost` counts units that are
    no longer rated.
    """

    kind: Kind
    indicators: Integers
    steps: Floats
    degrees: Floats
    mean_change: Floats
    largest_change: Floats
    reclassified: Floats
    correlation: Floats
    lost: Integers


Variation = tuple[int, float, pipeline.Scheme, Floats]


def weights(values: Any, plan: pipeline.Scheme, *, step: float = 0.1) -> Sensitivity:
    """Multiply the weight of each indicator in turn by 1 - step and 1 + step; its subsystem is brought to the sum 1
    again.

    `values` (units, indicators) as for `pipeline.assess`, 0 < step < 1. An indicator alone in its subsystem cannot
    matter.
    """
    given = _given(values)
    step = arrays.between(step, "step", 1e-9, 1 - 1e-9)
    return _compare(Kind.WEIGHT, given, plan, _weight_variations(given, plan, step))


def bounds(values: Any, plan: pipeline.Scheme, *, step: float = 0.1) -> tuple[Sensitivity, Sensitivity]:
    """Move the lower, then the upper bound of each indicator in turn by -step and +step of its span, 0 < step < 0.5.

    A best range moves along where it would otherwise stick out. Returns what lower bounds and what upper bounds do.
    """
    given = _given(values)
    step = arrays.between(step, "step", 1e-9, 0.5 - 1e-9)
    low, high = (
        _compare(kind, given, plan, _bound_variations(given, plan, step, kind)) for kind in (Kind.LOWER, Kind.UPPER)
    )
    return low, high


def missing(values: Any, plan: pipeline.Scheme) -> Sensitivity:
    """Take each indicator away in turn, as if nobody had reported it; the rule of the least coverage applies."""
    given = _given(values)
    return _compare(Kind.MISSING, given, plan, _missing_variations(given, plan))


def _given(values: Any) -> Floats:
    return arrays.table(values, "values", missing=True, limit=np.inf)


def _weight_variations(given: Floats, plan: pipeline.Scheme, step: float) -> Iterator[Variation]:
    member = np.empty(plan.parts.count, dtype=np.int64)
    for number, group in enumerate(plan.parts.groups):
        member[group] = number
    for column in range(plan.parts.count):
        for move in (-step, step):
            changed = plan.parts.weights.copy()
            changed[column] *= 1 + move
            yield column, move, replace(plan, parts=scores.structure(changed, member)), given


def _bound_variations(given: Floats, plan: pipeline.Scheme, step: float, kind: Kind) -> Iterator[Variation]:
    for column in range(plan.parts.count):
        for move in (-step, step):
            edges = {name: getattr(plan.bounds, name).copy() for name in ("lower", "upper", "best_from", "best_to")}
            shift = move * (edges["upper"][..., column] - edges["lower"][..., column])
            edges[kind.value][..., column] += shift
            for name in ("best_from", "best_to"):
                edges[name][..., column] = np.clip(
                    edges[name][..., column], edges["lower"][..., column], edges["upper"][..., column]
                )
            yield column, move, replace(plan, bounds=replace(plan.bounds, **edges)), given


def _missing_variations(given: Floats, plan: pipeline.Scheme) -> Iterator[Variation]:
    for column in range(plan.parts.count):
        without = given.copy()
        without[:, column] = np.nan
        yield column, -1.0, plan, without


def _compare(kind: Kind, given: Floats, plan: pipeline.Scheme, variations: Iterator[Variation]) -> Sensitivity:
    base = pipeline.assess(given, plan)
    rows = []
    for column, move, varied, values in variations:
        other = pipeline.assess(values, varied)
        both = ~np.isnan(base.degree) & ~np.isnan(other.degree)
        lost = int((~np.isnan(base.degree) & np.isnan(other.degree)).sum())
        change = np.abs(other.degree[both] - base.degree[both])
        moved = other.grades[both] != base.grades[both]
        if change.size:
            rows.append((column, move, change.mean(), change.max(), moved.mean(), _agreement(base, other, both), lost))
        else:
            rows.append((column, move, 0.0, 0.0, 0.0, 1.0, lost))
    found = list(zip(*rows, strict=True))
    column_numbers, lost_counts = (np.array(found[place], dtype=np.int64) for place in (0, 6))
    steps, mean, largest, moved_share, agreement = (np.array(found[place], dtype=np.float64) for place in range(1, 6))
    return Sensitivity(kind, column_numbers, steps, base.degree, mean, largest, moved_share, agreement, lost_counts)


def _agreement(base: pipeline.Assessment, other: pipeline.Assessment, both: arrays.Booleans) -> float:
    pair = np.stack([ranks.mean_ranks(one.degree[both]) for one in (base, other)], axis=1)
    constant = pair.min(axis=0) == pair.max(axis=0)
    return float(constant.all()) if constant.any() else float(ranks.correlations(pair)[0, 1])
