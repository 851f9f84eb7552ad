"""Read a file of production by month: every bad row is told with line, column and reason, nothing is guessed."""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone

from registry.base.models import limits
from registry.base.rules.problems import RuleError
from registry.base.services import units
from registry.mines.models import ImportRun, Mine, Production
from registry.mines.models.production import FIGURES
from registry.mines.policies import mines as policies
from registry.mines.rules import months, production_columns, register_values
from registry.mines.rules import production as rules
from registry.mines.services import production
from registry.mines.services.imports import reader
from registry.mines.services.imports.problems import ERROR, Problem
from registry.mines.services.imports.reading import Progress, Reading
from registry.mines.services.production import Entry
from registry.scope.models import User
from registry.scope.models.actors import Actor

#: Digits behind the decimals of a column that a spreadsheet's arithmetic leaves behind.
_NOISE = Decimal("0.000001")


@dataclass
class Judged:
    """A row read: the month it describes, and its problems."""

    line: int
    identifier: str
    entry: Entry | None
    problems: list[Problem]

    @property
    def is_bad(self) -> bool:
        """Whether the row must not be loaded."""
        return any(problem.severity == ERROR for problem in self.problems)


@dataclass
class Outcome:
    """What writing a batch did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


Key = tuple[str, dt.date | None, str]


class ProductionEngine(Reading[Judged]):
    """One reading of one file of production."""

    def __init__(self, run: ImportRun, *, by: Actor, file: IO[bytes], progress: Progress | None) -> None:
        source = reader.open_source(file, run.file_name, production_columns.COLUMNS)
        super().__init__(run, by=by, source=source, progress=progress)
        for column, wanted in source.heads.other_units:
            raise reader.FileProblem("file.other_unit", column=column, wanted=wanted)
        self.territories = policies.policy.territories(by, "record_production") if isinstance(by, User) else None
        self.first_line: dict[Key, int] = {}
        self.rows = 0
        self._prescan()

    def _prescan(self) -> None:
        for line, cells in self.source.rows():
            self.rows += 1
            key = self._key(cells)
            if key[1] is not None:
                self.first_line.setdefault(key, line)
        if self.rows == 0:
            raise reader.FileProblem("file.no_rows")

    def _key(self, cells: list[str]) -> Key:
        try:
            month = months.read(self._raw(cells, "month"))
        except RuleError:
            month = None
        return self._raw(cells, "identifier").strip(), month, _product(self._raw(cells, "product"))

    def _raw(self, cells: list[str], name: str) -> str:
        index = self.source.heads.positions.get(name)
        return cells[index] if index is not None and index < len(cells) else ""

    def total(self) -> int:
        """How many rows the file has."""
        return self.rows

    def judge(self, line: int, cells: list[str]) -> Judged:
        """What a row says, and everything wrong with it but what its mine says."""
        judge = _Row(self, line, cells)
        judged = judge.read()
        first = self.first_line.get(self._key(cells), line)
        if first != line:
            judge.add("month", "production.repeated", first=first)
        return judged

    @units.unit()
    def write(self, good: Sequence[Judged]) -> Outcome:
        """Bring the months in line with good rows; their mines are locked in the order of their keys."""
        outcome = Outcome()
        rows = Mine.objects.filter(identifier__in={row.identifier for row in good}).order_by("pk")
        rows = rows.defer("boundary") if self.run.is_dry_run else rows.select_for_update(no_key=True, of=("self",))
        known = {mine.identifier: mine for mine in rows}
        entries: list[tuple[Mine, Entry]] = []
        for row in good:
            assert row.entry is not None
            mine = known.get(row.identifier)
            wrong = self._of_mine(row, mine)
            if wrong:
                outcome.problems += wrong[:1]
                row.problems += wrong[1:]
            elif mine is not None:
                entries.append((mine, row.entry))
        done = production.write(
            entries, by=self.by, source=production.file(), key=str(self.run.pk), is_dry_run=self.run.is_dry_run
        )
        outcome.created, outcome.changed, outcome.unchanged = done.created, done.changed, done.unchanged
        return outcome

    def _of_mine(self, row: Judged, mine: Mine | None) -> list[Problem]:
        """Why a good row may not be written to its mine: unknown, elsewhere, invented, or with impossible figures."""
        heads, entry = self.source.heads.written, row.entry
        assert entry is not None

        def no(column: str, code: str, params: Mapping[str, Any]) -> Problem:
            return Problem(row.line, heads.get(column, column), ERROR, code, params, row.identifier, "production")

        if mine is None:
            return [no("identifier", "production.no_mine", {"value": row.identifier})]
        if self.territories is not None and not mine.region_code.startswith(self.territories):
            return [no("identifier", "row.other_territory", {"region": mine.region_code})]
        setting = rules.Setting(mine.capacity, mine.opened_in, timezone.localdate())
        found = rules.faults(entry.month, entry.product, entry.figures, setting, is_confirmed=entry.is_confirmed)
        return [no(column, one.code, dict(one.params)) for column, problems in found.items() for one in problems]


class _Row:
    """One row as it is read."""

    def __init__(self, engine: ProductionEngine, line: int, cells: list[str]) -> None:
        self.engine = engine
        self.line = line
        self.cells = cells
        self.problems: list[Problem] = []
        self.identifier = engine._raw(cells, "identifier").strip()[:60]

    def add(self, column: str, code: str, **params: Any) -> None:
        """Note a fault."""
        head = self.engine.source.heads.written.get(column, column)
        self.problems.append(Problem(self.line, head, ERROR, code, params, self.identifier, "production"))

    def read(self) -> Judged:
        """Read every cell; what is refused is reported and counts as blank."""
        heads = self.engine.source.heads
        if any(cell.strip() for cell in self.cells[heads.width :]):
            self.add("", "row.too_many_cells", count=len(self.cells), expected=heads.width)
        if not self.identifier:
            self.add("identifier", "value.missing")
        month = self._cell("month", months.read)
        product = self._cell("product", _known_product) or ""
        for name, value in (("month", month), ("product", product)):
            if not value and not self._has(name):
                self.add(name, "value.missing")
        figures = {name: self._cell(name, _reader(name)) for name in FIGURES}
        entry = None
        if month is not None and product:
            entry = Entry(month, product, figures, self._note(), bool(self._cell("is_confirmed", _yes)))
        return Judged(self.line, self.identifier, entry, self.problems)

    def _has(self, column: str) -> bool:
        head = self.engine.source.heads.written.get(column, column)
        return any(problem.column == head for problem in self.problems)

    def _cell(self, name: str, read: Any) -> Any:
        raw = self.engine._raw(self.cells, name)
        if not raw.strip():
            return None
        try:
            return read(register_values.clean(raw))
        except RuleError as error:
            self.add(name, error.code, **error.params)
            return None

    def _note(self) -> str:
        text: str = self._cell("note", str) or ""
        most = limits.longest(limits.column(Production, "note")) or 0
        if len(text) > most:
            self.add("note", "text.too_long", length=len(text), allowed=most)
        return text[:most]


def _product(cell: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", cell).casefold().split())
    return production_columns.PRODUCTS.get(text, text)


def _known_product(cell: str) -> str:
    code = _product(cell)
    if code not in Production.Product.values:
        raise RuleError("value.unknown", value=cell[:60])
    return code


def _yes(cell: str) -> bool:
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if text in production_columns.YES:
        return True
    if text in production_columns.NO:
        return False
    raise RuleError("production.confirmed_unknown")


def _reader(name: str) -> Any:
    """How a figure is read: within the bounds and with the decimals of its column, never rounded to fit."""
    of: Any = limits.column(Production, name)
    least, most = limits.bounds(of)
    places = getattr(of, "decimal_places", 0)

    def read(cell: str) -> Decimal | int | None:
        value = register_values.within(cell, str(least), str(most), places + 6)
        if value is None:
            return None
        fitted = round(value, places)
        if abs(fitted - value) > _NOISE:
            code = "number.too_many_places" if places else "number.not_whole"
            raise RuleError(code, value=cell[:40], places=places)
        return fitted if places else int(fitted)

    return read
