"""How fast a register of 100,000 mines is imported, against a bare COPY of the same rows."""

import os
import sys
import tempfile
import time
from pathlib import Path

from bench import harness, register

ROWS = int(os.environ.get("BENCH_MINES", "100000"))


def main() -> None:
    """Import into an empty register, again (nothing changes), and as a dry run; then copy the stored rows."""
    from django.db import connection

    from registry.mines.models import Mine
    from registry.mines.services.imports import runs
    from registry.regions.services import regions
    from registry.scope.rules.grants import System

    regions.load(by=System("bench"))
    folder = Path(tempfile.mkdtemp())
    path = folder / "register.csv"
    register.write_csv(path, ROWS)

    def run(*, is_dry_run: bool) -> tuple[float, object]:
        began = time.perf_counter()
        done = runs.run_file(path, by=System("bench"), is_dry_run=is_dry_run)
        return time.perf_counter() - began, done

    checked, _ = run(is_dry_run=True)
    loaded, first = run(is_dry_run=False)
    again, second = run(is_dry_run=False)
    assert (first.created_count, second.unchanged_count) == (ROWS, ROWS), (vars(first), vars(second))
    bare = _copy(connection, Mine._meta.db_table)
    path.unlink()
    harness.emit("import_mines", "plain COPY of the same rows", ROWS / bare, "rows/s")
    for figure, seconds in (("dry run", checked), ("load", loaded), ("load again, unchanged", again)):
        harness.emit("import_mines", figure, ROWS / seconds, "rows/s", ratio=bare / seconds)
    harness.emit("import_mines", "load of all rows", loaded, "s")


def _copy(connection: object, table: str) -> float:
    """Seconds that COPY takes to put the stored rows into an empty table of the same shape, indexes included."""
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.copy_expert(f"COPY {table} TO STDOUT", file)
        cursor.execute(f"CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
        file.seek(0)
        began = time.perf_counter()
        cursor.copy_expert("COPY bench_copy FROM STDIN", file)
        return time.perf_counter() - began


if __name__ == "__main__":
    with register.database(f"xiezhi_bench_import_{os.getpid()}"):
        main()
    sys.exit(0)
