"""Let people act at the same moment, many times: `python -m bench.soak_races [rounds] [seed] [race ...]` (500 of each).

The races are those of `tests/concurrency/races.py`. After each the state is checked; a deadlock, any error that is not
a refusal with its reason, or a state that the rules do not know counts against it, and the program ends with 1.
"""

import os
import random
import sys
import time
from collections import Counter
from typing import Any

from bench.harness import emit


def main(rounds: int = 500, seed: int = 1, *only: str) -> int:
    """Run every race, or only those named, so many times in a database of its own; print how often who won."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.db import connections

    from config.local import testing

    with testing.database(f"xiezhi_soak_{os.getpid()}") as name:
        django.setup()
        connections.settings["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
        from tests.concurrency.races import RACES
        from tests.factories import cases as stages

        here, bad = stages.scene(), 0
        for title in only or RACES:
            counts = Counter[str]()
            began = time.perf_counter()
            _run(title, here, rounds, random.Random(f"{seed} {title}"), counts)
            for figure in ("rounds", "wins", "losses", "deadlocks", "errors", "broken states"):
                emit("soak_races", f"{title}: {figure}", counts[figure], "times")
            emit("soak_races", f"{title}: a round", (time.perf_counter() - began) / max(rounds, 1) * 1000, "ms")
            bad += counts["deadlocks"] + counts["errors"] + counts["broken states"]
        connections.close_all()
    return int(bad > 0)


def _run(title: str, here: Any, rounds: int, chance: random.Random, counts: "Counter[str]") -> None:
    """Every round is about a new mine of the same people."""
    from tests.concurrency import races

    for number in range(rounds):
        heat = races.RACES[title](races.another_mine(here))
        answers = races.run(heat, chance)
        counts["rounds"] += 1
        counts.update(map(_kind, answers))
        try:
            heat.check(answers)
        except AssertionError as fault:
            counts["broken states"] += 1
            print(f"{title}, round {number}: {answers!r} {fault}", file=sys.stderr)


def _kind(answer: Any) -> str:
    """What became of an act; a sweeper that came too late answers nothing."""
    from registry.base.rules.errors import DomainError

    if answer is None or isinstance(answer, DomainError):
        return "losses"
    if "deadlock" in str(answer) and isinstance(answer, Exception):
        return "deadlocks"
    return "errors" if isinstance(answer, Exception) else "wins"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:]))
