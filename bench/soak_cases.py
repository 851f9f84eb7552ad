"""Let a case live many random lives: `python -m bench.soak_cases [lives] [seed]` (500 unless told; 20,000 take hours).

Every life is what `tests/governance/approval/machine.py` describes: hypothesis acts as everybody at once, and
after each act it is checked that no case ends without quorum, that a refusal dominates, that no stale opinion counts,
that two people sign, that a holder is named, and that no state is a dead end.
"""

import os
import sys
import time

from bench.harness import emit

PART = 50


def main(lives: int = 500, seed: int = 1) -> int:
    """Run the lives in parts of a fresh scene each; a broken rule raises with the acts that led to it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.db import connections, transaction

    from config.local import testing

    with testing.database(f"xiezhi_soak_{os.getpid()}") as name:
        django.setup()
        connections.settings["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
        from tests.factories import cases as stages
        from tests.governance.approval.machine import live

        began, reached, done = time.perf_counter(), set(), 0
        while done < lives:
            with transaction.atomic():
                here = stages.scene()
                case = stages.in_review(here)
                stages.pass_checks(here, case)
                reached |= live(here, case, lives=min(PART, lives - done), seed=seed + done)
                transaction.set_rollback(True)
            done += min(PART, lives - done)
            print(f"{done} of {lives} lives, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        took = time.perf_counter() - began
        connections.close_all()
    emit("soak_cases", "lives", lives, "lives")
    emit("soak_cases", "states reached", len(reached), "states")
    emit("soak_cases", "duration", took, "s")
    emit("soak_cases", "a life", took / max(lives, 1) * 1000, "ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
