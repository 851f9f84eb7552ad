"""Time spatial checks among 50,000 polygons against bare shapely queries: `python -m bench.spatial`."""

import random

import numpy as np
import shapely

from bench.harness import emit, seconds
from registry.base.rules import spatial

POLYGONS = 50_000
MINES = 200
REACH_M = 1000.0
#: Measuring on the ellipsoid may take a hundred times what bare shapely takes in the plane of degrees.
LEAST_RATIO = 0.01


def shapes(count: int, chance: random.Random, size: float) -> list[shapely.Polygon]:
    """Twelve-sided areas strewn over northern China, the same at every call."""
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    made = []
    for _ in range(count):
        lon, lat, reach = chance.uniform(100, 122), chance.uniform(35, 50), size * chance.uniform(0.5, 1.5)
        radii = reach * np.array([chance.uniform(0.7, 1.0) for _ in angles])
        made.append(shapely.Polygon(np.column_stack([lon + radii * np.cos(angles), lat + radii * np.sin(angles)])))
    return made


def main() -> None:
    """Print µs per check; each ratio is how many times the bare query the check takes (above 1: faster)."""
    chance = random.Random(20261126)
    layer, mines = shapes(POLYGONS, chance, 0.02), shapes(MINES, chance, 0.02)
    boxes = shapely.bounds(layer)
    index = spatial.Index(range(POLYGONS), boxes)
    bare = shapely.STRtree(layer)

    build = seconds(lambda: spatial.Index(range(POLYGONS), boxes))
    bare_build = seconds(lambda: shapely.STRtree(layer))
    emit("spatial", "tree of 50,000 boxes", build * 1e3, "ms", ratio=bare_build / build, floor=0.05)

    bounds = [tuple(map(float, one.bounds)) for one in mines]
    search = seconds(lambda: [index.near(box, REACH_M) for box in bounds])
    bare_search = seconds(lambda: [bare.query(one) for one in mines])
    emit("spatial", "search within 1,000 m", search / MINES * 1e6, "µs", ratio=bare_search / search, floor=0.1)

    subjects = [spatial.Subject(one) for one in mines]
    candidates = [index.near(one.box, REACH_M) for one in subjects]
    pairs = sum(map(len, candidates))

    def measured() -> int:
        return sum(
            subject.measure(layer[key]).distance_m < REACH_M
            for subject, keys in zip(subjects, candidates, strict=True)
            for key in keys
        )

    def plain() -> int:
        return sum(
            mine.intersection(layer[key]).area >= 0 and mine.distance(layer[key]) < 1
            for mine, keys in zip(mines, candidates, strict=True)
            for key in keys
        )

    fine, rough = seconds(measured), seconds(plain)
    emit("spatial", "candidates of a mine", pairs / MINES, "polygons")
    emit(
        "spatial", "measure one pair on the ellipsoid", fine / pairs * 1e6, "µs", ratio=rough / fine, floor=LEAST_RATIO
    )

    def checked() -> int:
        found = 0
        for mine in mines:
            subject = spatial.Subject(mine)
            found += any(subject.measure(layer[key]).distance_m < REACH_M for key in index.near(subject.box, REACH_M))
        return found

    def bare_checked() -> int:
        return sum(any(mine.intersects(layer[key]) for key in bare.query(mine)) for mine in mines)

    whole, rough = seconds(checked), seconds(bare_checked)
    emit("spatial", "whole check of a mine", whole / MINES * 1e6, "µs", ratio=rough / whole, floor=LEAST_RATIO / 10)


if __name__ == "__main__":
    main()
