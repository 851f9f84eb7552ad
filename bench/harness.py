"""What every benchmark shares: the line it prints and the clocks it reads."""

import contextlib
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

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


class Meter:
    """Processor seconds of this process and of its database connection: they do not grow when others use the machine.

    The connection's share is read from /proc, so it counts only where the server runs on the same Linux.
    """

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def now(self) -> float:
        """The processor time spent so far."""
        spent = time.process_time()
        with contextlib.suppress(OSError):
            spent += int(self._backend.read_text().split()[0]) / 1e9
        return spent

    def of(self, work: Callable[[], object]) -> float:
        """What one run of `work` takes."""
        began = self.now()
        work()
        return self.now() - began

    def medians(self, works: Sequence[Callable[[], object]], *, turns: int) -> list[float]:
        """What each of some works takes, one after the other in every turn; the first turn warms up."""
        runs = [[self.of(work) for work in works] for _ in range(turns + 1)]
        return [statistics.median(taken) for taken in zip(*runs[1:], strict=True)]


def statements(work: Callable[[], object]) -> int:
    """How many statements `work` sends to the database."""
    from django.db import connection

    made: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        made.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return len(made)
