"""Read a register of mines: rows are held against each other and the register, boundaries are joined to them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from registry.mines.models import ImportRun, Mine
from registry.mines.policies import mines as policies
from registry.mines.services.imports import boundary_file, reader, writer
from registry.mines.services.imports.problems import ERROR, WARNING, Problem
from registry.mines.services.imports.reading import BATCH, Progress, Reading, chunks
from registry.mines.services.imports.rows import Judge, Judged, boundary_fields, boundary_remarks
from registry.regions.rules.region_names import Gazetteer, Unit
from registry.scope.models import Region, User
from registry.scope.models.actors import Actor


@dataclass
class _Neighbours:
    """What rows say about each other: where an identifier stands first, and who else has the same coordinates."""

    first_line: dict[str, int]
    places: dict[tuple[float, float], list[tuple[int, str]]]
    total: int


class Engine(Reading[Judged]):
    """One reading of one register of mines, with its file of boundaries."""

    def __init__(
        self, run: ImportRun, *, by: Actor, file: IO[bytes], boundaries: IO[bytes] | None, progress: Progress | None
    ) -> None:
        super().__init__(run, by=by, source=reader.open_source(file, run.file_name), progress=progress)
        self.boundaries, self.boundary_problems = boundary_file.read(boundaries) if boundaries else ({}, [])
        self.rows = Judge(self.source.heads, gazetteer())
        self.territories = policies.policy.territories(by, "import") if isinstance(by, User) else None
        self.neighbours = self._prescan()

    def total(self) -> int:
        """How many rows the register has."""
        return self.neighbours.total

    def remarks(self) -> list[Problem]:
        """What is wrong with the file of boundaries."""
        return list(self.boundary_problems)

    def _prescan(self) -> _Neighbours:
        first_line: dict[str, int] = {}
        places: dict[tuple[float, float], list[tuple[int, str]]] = defaultdict(list)
        total = 0
        for line, cells in self.source.rows():
            total += 1
            identifier, place = self.rows.key_of(cells)
            first_line.setdefault(identifier, line)
            if place is not None:
                places[place].append((line, identifier))
        if total == 0:
            raise reader.FileProblem("file.no_rows")
        shared = {place: rows for place, rows in places.items() if len({identifier for _, identifier in rows}) > 1}
        return _Neighbours(first_line, shared, total)

    def judge(self, line: int, cells: list[str]) -> Judged:
        """What a row says of its mine, held against the other rows."""
        judged = self.rows.judge(line, cells)
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

    def write(self, good: Sequence[Judged]) -> writer.Outcome:
        """Bring the register in line with good rows."""
        outcome = writer.write(good, by=self.by, territories=self.territories, is_dry_run=self.run.is_dry_run)
        self.run.boundary_count += outcome.boundaries
        return outcome

    def last(self) -> None:
        """Boundaries of mines that stand in the register already."""
        left = [found for key, found in self.boundaries.items() if key not in self.neighbours.first_line]
        for chunk in chunks(left, BATCH):
            self._write_left(chunk)

    def _write_left(self, found: Sequence[boundary_file.Found]) -> None:
        known = {
            mine.identifier: mine for mine in Mine.objects.filter(identifier__in=[one.identifier for one in found])
        }
        judged = []
        for one in found:
            mine = known.get(one.identifier)
            if mine is None:
                self.keep([boundary_file.without_mine(one)])
                continue
            fields = {"identifier": one.identifier, "region_code": mine.region_code}
            fields |= boundary_fields(one.boundary, one.source or mine.source)
            judged.append(Judged(one.number, one.identifier, fields, []))
        outcome = writer.write(judged, by=self.by, territories=self.territories, is_dry_run=self.run.is_dry_run)
        self.run.boundary_count += outcome.boundaries
        self.keep(
            [
                Problem(p.line, p.column, p.severity, p.code, p.params, p.identifier, "boundaries")
                for p in outcome.problems
            ]
        )


def gazetteer() -> Gazetteer:
    """The regions as the import looks them up."""
    rows = Region.objects.filter(valid_to__isnull=True).values_list("id", "code", "level", "name_zh", "name_en")
    return Gazetteer([Unit(*row) for row in rows])
