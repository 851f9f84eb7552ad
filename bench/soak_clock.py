"""Ask clock and oracle about many random histories: `python -m bench.soak_clock [cases] [seed]`."""

import json
import random
import sys
import time

from bench.harness import ROOT, emit
from bench.oracle import disagreement, random_case
from registry.calendar.rules.working_days import table_from_notices


def main(cases: int = 100_000, seed: int = 20260101) -> int:
    """Run the comparison and return the number of cases on which the two differ."""
    payload = json.loads((ROOT / "data" / "working_days.json").read_text(encoding="utf-8"))
    table = table_from_notices(payload["version"], payload["years"])
    chance = random.Random(seed)
    began = time.perf_counter()
    different = 0
    for _ in range(cases):
        difference = disagreement(random_case(chance), table)
        if difference:
            different += 1
            print(difference, file=sys.stderr)
    emit("soak_clock", "cases", cases, "cases")
    emit("soak_clock", "differences", different, "cases")
    emit("soak_clock", "duration", time.perf_counter() - began, "s")
    return different


if __name__ == "__main__":
    sys.exit(1 if main(*(int(argument) for argument in sys.argv[1:])) else 0)
