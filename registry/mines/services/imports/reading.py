"""Read a file from its first row to its last, batch by batch, and write down what was wrong: what every kind shares."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.base.services import copying
from registry.mines.models import ImportProblem, ImportRun
from registry.mines.services.imports import reader
from registry.mines.services.imports.problems import WARNING, Problem
from registry.scope.models.actors import Actor

BATCH = 1000
#: More problems than this are counted but not kept: nobody reads them one by one.
MOST_PROBLEMS = 100_000

Progress = Callable[[ImportRun], None]


class Judged(Protocol):
    """A row read: its line, and its problems."""

    line: int
    problems: list[Problem]

    @property
    def is_bad(self) -> bool: ...


class Outcome(Protocol):
    """What writing a batch did, and the rows it had to leave out."""

    created: int
    changed: int
    unchanged: int
    problems: list[Problem]


J = TypeVar("J", bound=Judged)


class Reading(Generic[J]):
    """One reading of one file for one run; a kind of file says how a row is judged and how good rows are written."""

    def __init__(self, run: ImportRun, *, by: Actor, source: reader.Source, progress: Progress | None) -> None:
        self.run = run
        self.by = by
        self.source = source
        self.progress = progress

    def judge(self, line: int, cells: list[str]) -> J:
        """What a row says, and everything wrong with it."""
        raise NotImplementedError

    def write(self, good: Sequence[J]) -> Outcome:
        """Write good rows in the running transaction; a dry run only counts."""
        raise NotImplementedError

    def total(self) -> int:
        """How many rows the file has; read before the first one is judged."""
        raise NotImplementedError

    def remarks(self) -> list[Problem]:
        """What is wrong with the file as a whole, besides its heads."""
        return []

    def last(self) -> None:
        """What is written after the last row, in the transaction that ends the run."""

    def go(self) -> None:
        """Read all rows that no earlier attempt has committed, then end."""
        if self.run.rows_read == 0:
            self._begin()
        rows = islice(self.source.rows(), self.run.rows_read, None)
        while batch := list(islice(rows, BATCH)):
            self._commit(batch)
        self._finish()

    def _begin(self) -> None:
        """Remarks on the file as a whole, once."""
        heads, line = self.source.heads, self.source.head_line
        found = [Problem(line, head, WARNING, "column.unknown") for head in heads.unknown]
        found += [Problem(line, head, WARNING, "column.repeated") for head in heads.repeated]
        with transaction.atomic():
            self.run.rows_total = self.total()
            self.run.problem_count = 0
            self.run.problems.all().delete()
            self.keep([*found, *self.remarks()])
            self.run.save()
        self._report()

    def _commit(self, batch: Sequence[reader.Row]) -> None:
        """Judge and write one batch in one transaction; somebody entering the same meanwhile is met once."""
        judged = [self.judge(line, cells) for line, cells in batch]
        for attempt in (1, 2):
            try:
                with transaction.atomic():
                    self._write(judged)
                break
            except IntegrityError:
                self.run.refresh_from_db()
                if attempt == 2:
                    raise
        self._report()

    def _write(self, judged: Sequence[J]) -> None:
        good = [row for row in judged if not row.is_bad]
        outcome = self.write(good)
        self.run.rows_read += len(judged)
        self.run.created_count += outcome.created
        self.run.changed_count += outcome.changed
        self.run.unchanged_count += outcome.unchanged
        self.run.bad_count += len(judged) - len(good) + len(outcome.problems)
        refused = {problem.line for problem in outcome.problems}
        self.run.warned_count += sum(1 for row in good if row.problems and row.line not in refused)
        self.keep([*(problem for row in judged for problem in row.problems), *outcome.problems])
        self.run.save()

    def _finish(self) -> None:
        with transaction.atomic():
            self.last()
            self.run.state, self.run.finished_at = ImportRun.State.DONE, timezone.now()
            self.run.save()
        self._report()

    def keep(self, found: Sequence[Problem]) -> None:
        """Keep problems, and count those for which there is no room."""
        room = max(0, MOST_PROBLEMS - self.run.problem_count)
        self.run.problem_count += len(found)
        columns = ("run_id", "file", "line", "column", "severity", "code", "params", "identifier")
        copying.copy_in(
            ImportProblem._meta.db_table,
            columns,
            (
                (self.run.pk, p.file, p.line, p.column[:80], p.severity, p.code, dict(p.params), p.identifier[:60])
                for p in found[:room]
            ),
        )

    def _report(self) -> None:
        if self.progress is not None:
            self.progress(self.run)


def chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The items in parts of a size."""
    return (items[start : start + size] for start in range(0, len(items), size))
