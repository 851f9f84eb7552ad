"""Time the assessment of 100,000 mines x 42 indicators x 12 periods: `python -m bench.assessment_methods`.

BENCH_MINES sets another number of mines. Periods are made, assessed and dropped one after the other.
"""

import os
import resource

import numpy as np

from assessment.methods import pipeline, scores
from assessment.methods.arrays import Floats
from assessment.methods.coordination import classes, coupling
from assessment.methods.ranking import obstacles
from assessment.methods.scaling import reference
from bench.harness import emit, seconds

MINES = int(os.environ.get("BENCH_MINES", "100000"))
INDICATORS, PERIODS, SUBSYSTEMS = 42, 12, 3
#: Copying the same bytes once may be so many times faster than assessing them.
LEAST_RATIO = 0.1


def scheme(rng: np.random.Generator) -> pipeline.Scheme:
    """Three subsystems of fourteen indicators, of both directions."""
    bounds = reference.bounds(np.zeros(INDICATORS), np.full(INDICATORS, 100.0), rng.choice([1, -1], INDICATORS))
    return pipeline.scheme(bounds, rng.uniform(0.5, 1, INDICATORS), np.repeat(np.arange(SUBSYSTEMS), 14))


def period(rng: np.random.Generator, missing: float) -> Floats:
    """Values of one period, some beyond the bounds, some missing."""
    values = rng.uniform(-10, 110, (MINES, INDICATORS))
    if missing:
        values[rng.random(values.shape) < missing] = np.nan
    return values


def copied(values: Floats) -> list[Floats]:
    """Read what the pipeline reads and write as many bytes as it writes."""
    return [values.copy(), values.copy(), values[:, :SUBSYSTEMS].copy(), values[:, : SUBSYSTEMS + 4].copy()]


def main() -> None:
    """Print seconds for all periods, the ratio to copying the same bytes (above 1: faster), and each step alone."""
    rng = np.random.default_rng(20261201)
    plan = scheme(rng)
    for name, missing in (("complete", 0.0), ("5 % missing", 0.05)):
        work = floor = 0.0
        for _ in range(PERIODS):
            values = period(rng, missing)
            floor += seconds(lambda values=values: copied(values), repeat=2)
            work += seconds(lambda values=values: pipeline.assess(values, plan), repeat=2)
        figure = f"{MINES:,} mines x {INDICATORS} x {PERIODS}, {name}"
        emit("assessment_methods", figure, work, "s", ratio=floor / work, floor=LEAST_RATIO)
        emit("assessment_methods", f"one mine-period, {name}", work / MINES / PERIODS * 1e6, "µs")
    steps(period(rng, 0.0), plan)
    few = period(rng, 0.05)[: MINES // 100]
    took = seconds(lambda: pipeline.assess(few, plan))
    emit("assessment_methods", f"{len(few):,} dirty mines of one period", took * 1e3, "ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    emit("assessment_methods", "peak memory", peak, "MB")


def steps(values: Floats, plan: pipeline.Scheme) -> None:
    """Print each step on one period against one copy of what it reads."""
    z = reference.scale(values, plan.bounds).scores
    subsystems = scores.score(z, plan.parts).scores
    degree = coupling.coordinate(subsystems, plan.subsystem_weights).degree
    for name, read, work in (
        ("normalise", values, lambda: reference.scale(values, plan.bounds)),
        ("score", z, lambda: scores.score(z, plan.parts)),
        ("C, T, D", subsystems, lambda: coupling.coordinate(subsystems, plan.subsystem_weights)),
        ("class", degree, lambda: classes.classify(degree)),
        ("obstacles", z, lambda: obstacles.diagnose(z, plan.weights)),
    ):
        took, copy = seconds(work), seconds(read.copy)
        emit("assessment_methods", f"{name}, one period", took * 1e3, "ms", ratio=copy / took)


if __name__ == "__main__":
    main()
