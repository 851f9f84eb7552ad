"""What every benchmark shares: the line it prints and the clock it reads."""

import json
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def emit(
    bench: str,
    figure: str,
    value: float,
    unit: str,
    *,
    ratio: float | None = None,
    floor: float | None = None,
) -> None:
    """Print one figure as a JSON line.

    `ratio` compares the figure with a bare reference measured in the same run; `floor` is the ratio it must reach.
    """
    line = {
        "bench": bench,
        "figure": figure,
        "value": round(value, 6),
        "unit": unit,
        "ratio": None if ratio is None else round(ratio, 3),
        "floor": floor,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def seconds(work: Callable[[], object], *, repeat: int = 3) -> float:
    """Return the shortest of some runs of `work`, in seconds."""
    best = float("inf")
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best
