"""What one signed case costs: `python -m bench.signed_life [lives]` (10 unless told), statements and CPU seconds.

A life goes from the draft to the second signature, through the same services as in production. It is what most tests
play before they come to their point, and what the servers carry out for every application.
"""

import os
import resource
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench import harness

SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Meter:
    """Counts the statements that reach the database, by their first words."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.kinds["savepoint" if sql.startswith(SAVEPOINTS) else sql.split(" ", 1)[0].lower()] += 1
        return execute(sql, params, many, context)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(lives: int = 10) -> int:
    """Play the lives one by one, each undone after it was measured, and print the mean."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.db import connection, connections, transaction

    from config.local import testing

    with testing.database(f"xiezhi_life_{os.getpid()}") as name:
        django.setup()
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
        from tests.factories import cases as stages

        meter, used = Meter(), 0.0
        with transaction.atomic():
            here = stages.scene()
            for number in range(lives + 1):
                point = transaction.savepoint()
                began = _cpu()
                with connection.execute_wrapper(meter if number else Meter()):
                    stages.decided(here)
                used += _cpu() - began if number else 0.0
                transaction.savepoint_rollback(point)
            transaction.set_rollback(True)
        connections.close_all()
    harness.emit("signed_life", "statements of a signed life", meter.kinds.total() / lives, "statements")
    for kind, count in meter.kinds.most_common():
        harness.emit("signed_life", f"statements of a signed life: {kind}", count / lives, "statements")
    harness.emit("signed_life", "CPU of a signed life", used / lives, "s")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
