"""From values to classes and obstacles for many units: scale, score, couple, classify, diagnose."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.methods import arrays, scores
from assessment.methods.arrays import Floats
from assessment.methods.coordination import classes, coupling
from assessment.methods.problems import MethodError
from assessment.methods.ranking import obstacles
from assessment.methods.scaling import reference

#: Units worked on at a time, so that a block with its intermediates stays in the processor's cache.
BLOCK = 2048


@dataclass(frozen=True)
class Scheme:
    """All that a release freezes: bounds, weights, subsystems, and the choices among methods."""

    bounds: reference.Bounds
    parts: scores.Structure
    subsystem_weights: Floats
    model: coupling.Model = coupling.Model.WANG_2021
    closed: classes.Closed = classes.Closed.RIGHT
    least: float = scores.LEAST_COVERAGE
    floor: float = 0.0

    @property
    def weights(self) -> Floats:
        """What each indicator weighs in the whole: its weight in its subsystem times that of the subsystem."""
        whole = np.empty(self.parts.count)
        for group, share in zip(self.parts.groups, self.subsystem_weights, strict=True):
            whole[group] = self.parts.weights[group] * share
        return whole


@dataclass(frozen=True)
class Assessment:
    """Scores of indicators, subsystems and the whole, one row per unit; NaN and class 0 where not rated."""

    scores: Floats
    subsystems: Floats
    coverage: Floats
    coupling: Floats
    index: Floats
    degree: Floats
    grades: npt.NDArray[np.int8]
    obstacles: Floats


def scheme(
    bounds: reference.Bounds,
    weights: Any,
    subsystems: Any,
    subsystem_weights: Any = None,
    *,
    model: str = "wang2021",
    closed: str = "right",
    least: float = scores.LEAST_COVERAGE,
    floor: float = 0.0,
) -> Scheme:
    """Check what belongs together: one weight and one subsystem for each indicator, equal subsystem weights if None."""
    parts = scores.structure(weights, subsystems)
    if parts.count != bounds.count:
        raise MethodError("array.shape", name="weights", expected=f"({bounds.count},)", found=f"({parts.count},)")
    count = len(parts.groups)
    if count < 2:
        raise MethodError("coupling.subsystems")
    shares = np.full(count, 1 / count) if subsystem_weights is None else arrays.weights(subsystem_weights, count)
    return Scheme(
        bounds,
        parts,
        shares,
        arrays.choice(model, coupling.Model, "model"),
        arrays.choice(closed, classes.Closed, "closed"),
        arrays.between(least, "least", 0, 1),
        arrays.between(floor, "floor", 0, 1),
    )


def assess(values: Any, plan: Scheme, applies: Any = None) -> Assessment:
    """Assess `values` (units, indicators) in the units of the bounds, NaN where missing, by a scheme.

    `applies` (units, indicators) is true where an indicator means anything for a unit; what does not apply is treated
    as missing in the scores of indicators and is not due in the coverage. Every row is computed on its own: some rows
    give the same bits as the same rows among others, so that an incremental run equals a full one.
    """
    given = arrays.table(values, "values", rows=0, missing=True, limit=np.inf)
    fits = None if applies is None else np.asarray(applies, dtype=bool)
    if fits is not None and fits.shape != given.shape:
        raise MethodError("array.shape", name="applies", expected=str(given.shape), found=str(fits.shape))
    rows, columns = given.shape
    count = len(plan.parts.groups)
    whole = Assessment(
        np.empty((rows, columns)), np.empty((rows, count)), np.empty((rows, count)), np.empty(rows), np.empty(rows),
        np.empty(rows), np.empty(rows, dtype=np.int8), np.empty((rows, columns)),
    )  # fmt: skip
    for start in range(0, rows, BLOCK):
        part = slice(start, min(start + BLOCK, rows))
        _block(given[part], None if fits is None else fits[part], plan, part, whole)
    return whole


def _block(given: Floats, fits: Any, plan: Scheme, part: slice, whole: Assessment) -> None:
    known = given if fits is None else np.where(fits, given, np.nan)
    z = reference.scale(known, plan.bounds.rows(part)).scores
    rated = scores.score(z, plan.parts, applies=fits, least=plan.least)
    moved = coupling.coordinate(rated.scores, plan.subsystem_weights, model=plan.model, floor=plan.floor)
    whole.scores[part] = z
    whole.subsystems[part] = rated.scores
    whole.coverage[part] = rated.coverage
    whole.coupling[part] = moved.coupling
    whole.index[part] = moved.index
    whole.degree[part] = moved.degree
    whole.grades[part] = classes.classify(moved.degree, closed=plan.closed)
    whole.obstacles[part] = obstacles.diagnose(z, plan.weights).degrees
