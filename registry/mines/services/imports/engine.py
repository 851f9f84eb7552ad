"""Read a register from its first row to its last, batch by batch, and write down what was wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.base.services import copying
from registry.mines.models import ImportProblem, ImportRun, Mine
from registry.mines.policies import mines as policies
from registry.mines.services.imports import boundary_file, reader, writer
from registry.mines.services.imports.rows import (
    ERROR,
    WARNING,
    Judge,
    Judged,
    Problem,
    boundary_fields,
    boundary_remarks,
)
from registry.regions.rules.region_names import Gazetteer, Unit
from registry.scope.models import Region, User
from registry.scope.models.actors import Actor

BATCH = 1000
#: More problems than this are counted but not kept: nobody reads them one by one.
MOST_PROBLEMS = 100_000

Progress = Callable[[ImportRun], None]


@dataclass
class _Neighbours:
    """What rows say about each other: where an identifier stands first, and who else has the same coordinates."""

    first_line: dict[str, int]
    places: dict[tuple[float, float], list[tuple[int, str]]]
    total: int


class Engine:
    """One reading of one file for one run."""

    def __init__(
        self, run: ImportRun, *, by: Actor, file: IO[bytes], boundaries: IO[bytes] | None, progress: Progress | None
    ) -> None:
        self.run = run
        self.by = by
        self.source = reader.open_source(file, run.file_name)
        self.boundaries, self.boundary_problems = boundary_file.read(boundaries) if boundaries else ({}, [])
        self.judge = Judge(self.source.heads, gazetteer())
        self.territories = policies.policy.territories(by, "import") if isinstance(by, User) else None
        self.progress = progress
        self.neighbours = self._prescan()

    def go(self) -> None:
        """Read all rows that no earlier attempt has committed, then what is left of the boundaries."""
        if self.run.rows_read == 0:
            self._begin()
        rows = islice(self.source.rows(), self.run.rows_read, None)
        while batch := list(islice(rows, BATCH)):
            self._commit(batch)
        self._finish()

    def _prescan(self) -> _Neighbours:
        first_line: dict[str, int] = {}
        places: dict[tuple[float, float], list[tuple[int, str]]] = defaultdict(list)
        total = 0
        for line, cells in self.source.rows():
            total += 1
            identifier, place = self.judge.key_of(cells)
            first_line.setdefault(identifier, line)
            if place is not None:
                places[place].append((line, identifier))
        if total == 0:
            raise reader.FileProblem("file.no_rows")
        shared = {place: rows for place, rows in places.items() if len({identifier for _, identifier in rows}) > 1}
        return _Neighbours(first_line, shared, total)

    def _begin(self) -> None:
        """Remarks on the file as a whole, once."""
        heads, line = self.source.heads, self.source.head_line
        found = [Problem(line, head, WARNING, "column.unknown") for head in heads.unknown]
        found += [Problem(line, head, WARNING, "column.repeated") for head in heads.repeated]
        with transaction.atomic():
            self.run.rows_total = self.neighbours.total
            self.run.problem_count = 0
            self.run.problems.all().delete()
            self._keep([*found, *self.boundary_problems])
            self.run.save()
        self._report()

    def _commit(self, batch: Sequence[reader.Row]) -> None:
        """Judge and write one batch in one transaction; somebody entering the same mine meanwhile is met once."""
        judged = [self._judge(line, cells) for line, cells in batch]
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

    def _judge(self, line: int, cells: list[str]) -> Judged:
        judged = self.judge.judge(line, cells)
        first = self.neighbours.first_line.get(judged.identifier, line)
        head = self.source.heads.written["identifier"]
        if judged.identifier and first != line:
            judged.problems.append(
                Problem(line, head, ERROR, "identifier.repeated", {"first": first}, judged.identifier)
            )
        self._compare_place(judged)
        self._add_boundary(judged)
        return judged

    def _compare_place(self, judged: Judged) -> None:
        place: Any = judged.fields.get("longitude"), judged.fields.get("latitude")
        others = [row for row in self.neighbours.places.get(place, ()) if row[1] != judged.identifier]
        if not others:
            return
        shown = {"line": others[0][0], "other": others[0][1], "count": len(others)}
        head = self.source.heads.written["latitude"]
        judged.problems.append(Problem(judged.line, head, WARNING, "coordinates.equal", shown, judged.identifier))

    def _add_boundary(self, judged: Judged) -> None:
        found = self.boundaries.get(judged.identifier)
        if found is None or judged.is_bad:
            return
        judged.fields |= boundary_fields(found.boundary, found.source or judged.fields["source"])
        judged.problems += [
            Problem(found.number, "geometry", WARNING, code, params, judged.identifier, "boundaries")
            for code, params in boundary_remarks(found.boundary, judged.fields)
        ]

    def _write(self, judged: Sequence[Judged]) -> None:
        good = [row for row in judged if not row.is_bad]
        outcome = writer.write(good, by=self.by, territories=self.territories, is_dry_run=self.run.is_dry_run)
        self.run.rows_read += len(judged)
        self._count(outcome)
        self.run.bad_count += len(judged) - len(good) + len(outcome.problems)
        refused = {problem.line for problem in outcome.problems}
        self.run.warned_count += sum(1 for row in good if row.problems and row.line not in refused)
        self._keep([*(problem for row in judged for problem in row.problems), *outcome.problems])
        self.run.save()

    def _count(self, outcome: writer.Outcome) -> None:
        self.run.created_count += outcome.created
        self.run.changed_count += outcome.changed
        self.run.unchanged_count += outcome.unchanged
        self.run.boundary_count += outcome.boundaries

    def _finish(self) -> None:
        """Boundaries of mines that stand in the register already, then the end."""
        left = [found for key, found in self.boundaries.items() if key not in self.neighbours.first_line]
        with transaction.atomic():
            for chunk in _chunks(left, BATCH):
                self._write_left(chunk)
            self.run.state, self.run.finished_at = ImportRun.State.DONE, timezone.now()
            self.run.save()
        self._report()

    def _write_left(self, found: Sequence[boundary_file.Found]) -> None:
        known = {
            mine.identifier: mine for mine in Mine.objects.filter(identifier__in=[one.identifier for one in found])
        }
        judged = []
        for one in found:
            mine = known.get(one.identifier)
            if mine is None:
                self._keep([boundary_file.without_mine(one)])
                continue
            fields = {"identifier": one.identifier, "region_code": mine.region_code}
            fields |= boundary_fields(one.boundary, one.source or mine.source)
            judged.append(Judged(one.number, one.identifier, fields, []))
        outcome = writer.write(judged, by=self.by, territories=self.territories, is_dry_run=self.run.is_dry_run)
        self.run.boundary_count += outcome.boundaries
        self._keep(
            [
                Problem(p.line, p.column, p.severity, p.code, p.params, p.identifier, "boundaries")
                for p in outcome.problems
            ]
        )

    def _keep(self, found: Sequence[Problem]) -> None:
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


def gazetteer() -> Gazetteer:
    """The regions as the import looks them up."""
    rows = Region.objects.filter(valid_to__isnull=True).values_list("id", "code", "level", "name_zh", "name_en")
    return Gazetteer([Unit(*row) for row in rows])


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
