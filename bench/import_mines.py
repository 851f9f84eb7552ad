"""How fast a register of 100,000 mines is imported, against a COPY of the same rows into the same table.

The reference pays for what the table costs in any case: its indexes, its foreign keys, the trigger that keeps the
history. It copies as many rows in a transaction as the import does: the trigger opens a subtransaction for every row,
which slow each other down (20,000 rows take 1.4 s in batches, 7.5 s in one transaction). What the import does besides
is reading the file, judging each row, and the audit trail. Figures are processor time of the program and of its
database connection, so that they hold on a busy machine.
"""

import io
import os
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from bench import harness, register

ROWS = int(os.environ.get("BENCH_MINES", "100000"))
#: The share of the reference's speed that loading must reach.
FLOOR = 0.1


def main() -> None:
    """Import into an empty register, again (nothing changes), and as a dry run; then copy the stored rows."""
    from registry.mines.services.imports import runs
    from registry.regions.services import regions
    from registry.scope.rules.grants import System

    regions.load(by=System("bench"))
    folder = Path(tempfile.mkdtemp())
    path = folder / "register.csv"
    register.write_csv(path, ROWS)
    meter = harness.Meter()

    def run(*, is_dry_run: bool) -> tuple[float, Any]:
        done: list[Any] = []
        taken = meter.of(lambda: done.append(runs.run_file(path, by=System("bench"), is_dry_run=is_dry_run)))
        return taken, done[0]

    checked, _ = run(is_dry_run=True)
    loaded, first = run(is_dry_run=False)
    again, second = run(is_dry_run=False)
    assert (first.created_count, second.unchanged_count) == (ROWS, ROWS), (vars(first), vars(second))
    bare, same = _copies(meter)
    path.unlink()
    harness.emit("import_mines", "COPY into a table without triggers", ROWS / bare, "rows/s")
    harness.emit("import_mines", "COPY into the same table", ROWS / same, "rows/s")
    for figure, seconds in (("dry run", checked), ("load", loaded), ("load again, unchanged", again)):
        floor = FLOOR if figure == "load" else None
        harness.emit("import_mines", figure, ROWS / seconds, "rows/s", ratio=same / seconds, floor=floor)
    harness.emit("import_mines", "load of all rows", loaded, "s")


def _copies(meter: harness.Meter) -> tuple[float, float]:
    """What a COPY of the stored rows takes into an empty table of the same shape, and into the emptied table itself."""
    from django.db import connection

    from registry.mines.models import Mine
    from registry.mines.services.imports import engine

    table = Mine._meta.db_table
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:

        def copy(into: str) -> None:
            while lines := list(islice(file, engine.BATCH)):
                cursor.copy_expert(f"COPY {into} FROM STDIN", io.BytesIO(b"".join(lines)))

        def copied(into: str) -> float:
            file.seek(0)
            return meter.of(lambda: copy(into))

        cursor.copy_expert(f"COPY {table} TO STDOUT", file)
        cursor.execute(f"CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
        bare = copied("bench_copy")
        cursor.execute(f"TRUNCATE {table}, {table}event CASCADE")
        return bare, copied(table)


if __name__ == "__main__":
    with register.database(f"xiezhi_bench_import_{os.getpid()}"):
        main()
    sys.exit(0)
