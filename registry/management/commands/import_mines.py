"""Import a register of mines from a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.mines.models import ImportRun
from registry.mines.selectors import import_words
from registry.mines.services.imports import runs
from registry.regions.selectors import regions
from registry.scope.rules.grants import System


class Command(BaseCommand):
    """Read a file with the same engine as the import page; safe to run again."""

    help = "Import a register of mines from CSV (also .csv.gz) or XLSX; a second run changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the register: .csv, .csv.gz or .xlsx")
        parser.add_argument("--boundaries", type=Path, help="a GeoJSON file with the boundaries of the mines")
        parser.add_argument("--dry-run", action="store_true", help="check everything, load nothing")
        parser.add_argument("--show", type=int, default=50, help="how many problems to list (0: all)")
        parser.add_argument("--quiet", action="store_true", help="print the summary only")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in (options["file"], options["boundaries"]):
            if path is not None and not path.is_file():
                raise CommandError(f"There is no file {path}.")
        progress = None if options["quiet"] else self._progress
        try:
            run = runs.run_file(
                options["file"],
                by=System("import_mines"),
                boundaries=options["boundaries"],
                is_dry_run=options["dry_run"],
                progress=progress,
            )
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        if progress is not None and sys.stderr.isatty():
            self.stderr.write("")
        if run.state == ImportRun.State.FAILED:
            raise CommandError(import_words.failure(run))
        if not options["quiet"]:
            self._list_problems(run, options["show"])
        self._summary(run)

    def _progress(self, run: ImportRun) -> None:
        text = f"{run.rows_read} of {run.rows_total} rows"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{text}", ending="")
        elif run.rows_read % 10_000 == 0 and run.rows_read:
            self.stderr.write(text)

    def _list_problems(self, run: ImportRun, most: int) -> None:
        problems, names = run.problems.all(), regions.names_by_code()
        for problem in problems[:most] if most else problems.iterator():
            self.stdout.write(import_words.line(problem, names))
        if most and run.problem_count > most:
            self.stdout.write(f"… and {run.problem_count - most} more (--show 0 lists all)")

    def _summary(self, run: ImportRun) -> None:
        kind = "dry run: " if run.is_dry_run else ""
        self.stdout.write(
            f"{kind}{run.rows_total} rows: {run.created_count} new, {run.changed_count} changed, "
            f"{run.unchanged_count} unchanged, {run.bad_count} not loaded, {run.warned_count} with a remark, "
            f"{run.boundary_count} boundaries, {run.problem_count} problems"
        )
